#include "findings/case.h"

#include "base/digest.h"

namespace spoor {

std::string journal_text(const JournalEntry& entry) {
  return lines_text({{"number", std::to_string(entry.number)},
                     {"at", entry.at},
                     {"author", entry.author},
                     {"action", entry.action},
                     {"subject", entry.subject},
                     {"text", entry.text}});
}

std::string journal_root() { return sha256_hex("spoor journal 1\n"); }

}  // namespace spoor

#include "cli/exhibit_evidence.h"

#include "base/file.h"
#include "base/text.h"
#include "cli/selection.h"
#include "evidence/strict_json.h"

#include <algorithm>
#include <mutex>
#include <set>

namespace spoor::cli {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

constexpr std::size_t kMaxFile = std::size_t{256} << 20;

bool is_digest(const std::string& key) {
  return key.size() == 64 && key.find_first_not_of("0123456789abcdef") == std::string::npos;
}

std::string place_of(const fs::path& path) {
  std::error_code none;
  const auto canonical = fs::weakly_canonical(path, none);
  return none ? path.lexically_normal().string() : canonical.string();
}

Result<Claim> claim_of(const json& value, const fs::path&) {
  return value.is_string() ? claim_from_text(value.get<std::string>()) : claim_from_json(value.dump());
}

Result<Marks> marks_of(const json& value, const fs::path& folder) {
  return value.is_string() ? marks_from_path((folder / value.get<std::string>()).string())
                           : marks_from_json(value.dump());
}

// {schema, list: {key: value}} with each value read by `read`; keys that are no digests become places.
template <class T, class Read>
Result<void> read_keyed(const std::string& name, std::string_view schema, const char* list, const Read& read,
                        std::map<std::string, T>& into, std::map<std::string, std::string>& spelling) {
  if (name.empty()) return {};
  const auto text = read_small_file(name, static_cast<std::int64_t>(kMaxFile));
  if (!text) return tl::unexpected(text.error());
  const auto wrong = [&](const Error& error) { return failure(Fault::kBadArgument, to_text(error), name); };
  const auto document = strict_json(*text, kMaxFile);
  if (!document) return wrong(document.error());
  if (const auto ok = check_schema(*document, schema); !ok) return wrong(ok.error());
  std::optional<Error> error;
  const JsonObject root(*document, "$", error, {"schema", list});
  const json* items = root.find(list);
  if (items == nullptr || !items->is_object()) root.fault("an object of exhibits is expected", list);
  if (error) return wrong(*error);
  const fs::path folder = fs::path(name).parent_path();
  for (const auto& item : items->items()) {
    auto value = read(item.value(), folder);
    if (!value)
      return wrong({Fault::kBadArgument, to_text(value.error()), root.path(list) + "." + printable(item.key(), 80)});
    const std::string key = is_digest(item.key()) ? item.key() : place_of(folder / item.key());
    into.emplace(key, std::move(*value));
    spelling.emplace(key, item.key());
  }
  return {};
}

}  // namespace

struct ExhibitEvidence::State {
  std::map<std::string, Claim> claims;
  std::map<std::string, Marks> marks;
  std::map<std::string, std::string> spelling;  // key -> as it stands in the file
  std::mutex mutex;                             // guards used
  std::set<std::string> used;
};

ExhibitEvidence::ExhibitEvidence() : state_(std::make_unique<State>()) {}
ExhibitEvidence::~ExhibitEvidence() = default;
ExhibitEvidence::ExhibitEvidence(ExhibitEvidence&&) noexcept = default;
ExhibitEvidence& ExhibitEvidence::operator=(ExhibitEvidence&&) noexcept = default;

ExhibitContext ExhibitEvidence::of(const Exhibit& exhibit) const {
  ExhibitContext context;
  const std::scoped_lock lock(state_->mutex);
  for (const auto& key : {exhibit.sha256, place_of(exhibit.path)}) {
    if (state_->spelling.contains(key)) state_->used.insert(key);
    if (const auto claim = state_->claims.find(key); claim != state_->claims.end() && !context.claim) {
      context.claim = claim->second;
    }
    const auto marks = state_->marks.find(key);
    if (marks != state_->marks.end() && context.marks == Marks{}) context.marks = marks->second;
  }
  return context;
}

std::vector<std::string> ExhibitEvidence::unused() const {
  const std::scoped_lock lock(state_->mutex);
  std::vector<std::string> keys;
  for (const auto& [key, written] : state_->spelling) {
    if (!state_->used.contains(key)) keys.push_back(written);
  }
  std::sort(keys.begin(), keys.end());
  return keys;
}

Result<ExhibitEvidence> exhibit_evidence(const std::string& claims_file, const std::string& marks_file) {
  ExhibitEvidence evidence;
  auto& state = *evidence.state_;
  if (auto ok = read_keyed(claims_file, "spoor.claims/1", "claims", claim_of, state.claims, state.spelling); !ok) {
    return tl::unexpected(ok.error());
  }
  if (auto ok = read_keyed(marks_file, "spoor.exhibit-marks/1", "marks", marks_of, state.marks, state.spelling); !ok) {
    return tl::unexpected(ok.error());
  }
  return evidence;
}

}  // namespace spoor::cli

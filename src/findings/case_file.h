#pragma once
/// A case in one SQLite file: the only store there is. Exhibits are referenced by digest, never contained.

#include "engine/result_store.h"
#include "engine/session.h"
#include "evidence/claim.h"
#include "evidence/marks_file.h"
#include "evidence/registration.h"
#include "findings/case.h"

#include <filesystem>
#include <functional>
#include <memory>

namespace spoor {

struct CaseOptions {
  std::string author = "spoor";  ///< who acts: written into the journal
  bool read_only = false;        ///< a case in a folder that cannot be written opens read-only in any event
  /// Bytes of full maps the case may hold; maps beyond are kept as digest and preview.
  std::int64_t map_budget = std::int64_t{2} << 30;
  int busy_ms = 5000;                ///< how long to wait for another program's transaction
  std::function<std::string()> now;  ///< RFC 3339 UTC; empty: the system's clock
};

/// Thread-safe. Every writing call is one transaction together with its line in the journal (thumbnails have none):
/// what returned survives a kill.
///
/// Errors of every call: kUnreadable naming why (another program writes, disk full, read-only), kCorrupt.
class CaseFile : public ResultStore {
 public:
  /// Errors: kBadArgument where a file of that name exists.
  static Result<std::unique_ptr<CaseFile>> create(const std::filesystem::path& path, const CaseFacts& facts,
                                                  const CaseOptions& options = {});

  /// Errors: kNotFound; kUnsupported: no case, or of a newer program; kCorrupt.
  static Result<std::unique_ptr<CaseFile>> open(const std::filesystem::path& path, const CaseOptions& options = {});

  ~CaseFile() override;  ///< closes, ignoring errors

  /// Leaves one single file behind (unless another program has the case open). Later calls fail.
  Result<void> close();

  const std::filesystem::path& path() const;
  bool read_only() const;

  Result<CaseFacts> facts();
  Result<void> set_facts(const CaseFacts& facts);

  /// The id; an exhibit of the same path and digest is not added twice.
  Result<std::int64_t> add_exhibit(const Exhibit& exhibit);
  /// What an earlier decoding showed stays; an earlier failure to read it is past.
  Result<void> set_media(std::int64_t exhibit, const MediaInfo& info);
  Result<void> set_error(std::int64_t exhibit, const Error& error);

  /// What decoding it in sequence showed: "decoding" of its media, and, where it was decoded to its end, the number of
  /// frames. What tells less than the case knows is passed over. kBadArgument before set_media.
  Result<void> set_decoded(std::int64_t exhibit, const DecodedClip& clip);

  /// End of an examination: when, the digest taken again, frames counted by decoding, environment. Clears no error.
  Result<void> set_examined(std::int64_t exhibit, const std::string& sha256_after,
                            std::optional<std::int64_t> frames_decoded, const Lines& environment);
  Result<std::vector<ExhibitRecord>> exhibits();  ///< in order of arrival

  /// One per frame; a later one replaces an earlier one. At most 2 megapixels.
  Result<void> put_thumbnail(std::int64_t exhibit, const ReducedPicture& picture);
  Result<std::vector<Thumbnail>> thumbnails(std::int64_t exhibit);

  Result<void> set_marks(std::int64_t exhibit, const Marks& marks);
  Result<Marks> marks(std::int64_t exhibit);
  Result<void> set_claim(std::int64_t exhibit, const Claim& claim);
  Result<void> remove_claim(std::int64_t exhibit);  ///< the journal keeps what it was
  Result<std::optional<Claim>> claim(std::int64_t exhibit);

  /// Only what would come out the same again: done, not applicable, and failures of the pass itself. Maps that
  /// exceeded the budget come back with an empty field.
  Result<std::optional<PassResult>> find(const std::string& key) override;

  /// Stores a result in any state, so that reports can tell of it; replaces an earlier one of the same key.
  Result<void> put(const std::string& exhibit_sha256, const PassResult& result) override;

  Result<std::vector<ResultRow>> results(const std::string& exhibit_sha256);  ///< sorted by pass, then key
  /// Of any state. `with_maps` false: fields empty. kNotFound for an unknown key.
  Result<PassResult> result(const std::string& key, bool with_maps);
  Result<std::vector<MapPreview>> previews(const std::string& key);  ///< in the order of the result's maps
  Result<void> set_status(const std::string& key, AnalystStatus status);

  Result<void> set_bookmarks(std::int64_t exhibit, const std::vector<Bookmark>& bookmarks);
  Result<std::vector<Bookmark>> bookmarks(std::int64_t exhibit);  ///< sorted by frame

  Result<void> put_question(const Question& question);
  Result<void> remove_question(const std::string& id);  ///< the journal keeps what it was
  Result<std::vector<Question>> questions();
  Result<void> put_finding(const Finding& finding);
  Result<void> remove_finding(const std::string& id);  ///< the journal keeps what it was
  Result<std::vector<Finding>> findings();

  /// One for each pair of exhibits: a later one replaces an earlier one, which the journal keeps.
  Result<void> put_registration(const Registration& registration);
  Result<void> remove_registration(std::int64_t left, std::int64_t right);
  Result<std::vector<Registration>> registrations();  ///< by left, then right exhibit

  Result<std::int64_t> begin_run(const RunRecord& run);  ///< id and times of `run` are ignored
  Result<void> finish_run(std::int64_t run);
  Result<std::vector<RunRecord>> runs();
  Result<void> put_skipped(const SkippedFile& file);
  Result<std::vector<SkippedFile>> skipped();  ///< sorted by path

  /// Takes in what `other` holds, in one transaction: exhibits get new ids behind those that are here, and one whose
  /// bytes are here under another path is listed as a copy. Times and runs stay as they were; of two results of one
  /// key a finished one stays. The journal gets one line for `other` with the head of its own, and one for each exhibit
  /// and result.
  ///
  /// Errors: kCorrupt where the journal of `other` is not whole; kBadArgument where both hold different questions or
  /// findings of one id.
  Result<void> take_in(CaseFile& other);

  Result<void> note(const std::string& action, const std::string& subject, const std::string& text);
  Result<std::vector<JournalEntry>> journal();
  Result<std::string> journal_head();

  /// Recomputes the chain, and the digest of each stored result against the journal's line of it.
  /// kCorrupt naming the first entry that does not fit.
  Result<void> verify_journal();

  /// A consistent copy while the case is open (VACUUM INTO). kBadArgument where `to` exists.
  Result<void> copy_to(const std::filesystem::path& to);

 private:
  struct State;
  explicit CaseFile(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace spoor

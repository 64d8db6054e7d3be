#pragma once
/// What an analyst changes on its way into the case: in order, at once, and once a gesture instead of once a mouse
/// move.

#include "workbench/background.h"
#include "workbench/live_case.h"

#include <functional>
#include <memory>
#include <string>

namespace spoor {

/// Main thread only. Everything runs in one kept lane, so that it is finished even when the program ends.
class CaseWriter {
 public:
  static constexpr const char* kLane = "=case";
  /// Edits of one gesture that come within this time of the first are written as one.
  static constexpr int kGestureMs = 400;

  /// Told of how writes ended. May be called after this is gone: writing goes on.
  struct Told {
    std::function<void()> written;
    std::function<void(const Error&)> failed;
  };
  CaseWriter(Background& background, std::shared_ptr<LiveCase> file, Told told);
  ~CaseWriter();  ///< what waits for its gesture's end is written soon
  CaseWriter(const CaseWriter&) = delete;
  CaseWriter& operator=(const CaseWriter&) = delete;

  void write(const Edit& edit);

  /// Writes all that differs, after a write that failed.
  void write_all(const CaseNotes& notes);

  /// Further work on the case, behind what was written before it; `done` where it ended well. Its error is told too.
  void then(std::string title, std::function<Result<void>(LiveCase&, const Job&)> work, Background::Delivery done = {});

 private:
  struct Open;
  void flush();

  Background& background_;
  std::shared_ptr<LiveCase> file_;
  Told told_;
  std::shared_ptr<Open> open_;  ///< the last edit, while more of its gesture may come
};

}  // namespace spoor

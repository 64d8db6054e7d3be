#include "workbench/case_writer.h"

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <utility>

namespace spoor {

struct CaseWriter::Open {
  std::mutex mutex;  ///< guards the rest
  std::condition_variable changed;
  Edit edit;
  bool ended = false;  ///< no more of the gesture comes
  bool taken = false;  ///< being written
};

CaseWriter::CaseWriter(Background& background, std::shared_ptr<LiveCase> file, Told told)
    : background_(background), file_(std::move(file)), told_(std::move(told)) {}

CaseWriter::~CaseWriter() { flush(); }

void CaseWriter::flush() {
  if (!open_) return;
  {
    const std::scoped_lock lock(open_->mutex);
    open_->ended = true;
  }
  open_->changed.notify_all();
  open_.reset();
}

void CaseWriter::write(const Edit& edit) {
  if (open_) {
    const std::scoped_lock lock(open_->mutex);
    if (!open_->taken && of_one_gesture(open_->edit, edit)) return join(open_->edit, edit);
  }
  flush();
  auto open = std::make_shared<Open>();
  open->edit = edit;
  open->ended = edit.gesture == 0;
  then("", [open](LiveCase& file, const Job&) {
    Edit whole;
    {
      std::unique_lock lock(open->mutex);
      open->changed.wait_for(lock, std::chrono::milliseconds(kGestureMs), [&] { return open->ended; });
      open->taken = true;
      whole = open->edit;
    }
    return file.with([&](CaseFile& into) { return spoor::write(into, whole); });
  });
  if (edit.gesture != 0) open_ = std::move(open);
}

void CaseWriter::write_all(const CaseNotes& notes) {
  then("", [notes](LiveCase& file, const Job&) {
    return file.with([&](CaseFile& into) { return spoor::write_all(into, notes); });
  });
}

void CaseWriter::then(std::string title, std::function<Result<void>(LiveCase&, const Job&)> work,
                      Background::Delivery done) {
  flush();
  background_.start(kLane, std::move(title),
                    [file = file_, work = std::move(work), done = std::move(done),
                     told = told_](const Job& job) -> Background::Delivery {
                      const auto outcome = attempted([&] { return work(*file, job); });
                      return [outcome, done, told] {
                        if (!outcome) return told.failed(outcome.error());
                        told.written();
                        if (done) done();
                      };
                    });
}

}  // namespace spoor

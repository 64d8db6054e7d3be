#pragma once
/// The program's side of one worker process: starting it, calls, and how it ends.

#include "engine/channel.h"
#include "engine/process.h"
#include "engine/request_codec.h"

#include <chrono>
#include <condition_variable>
#include <deque>
#include <filesystem>
#include <functional>
#include <future>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace spoor {

struct WorkerStart {
  std::filesystem::path program;  ///< empty: this program
  WorkerLimits limits;
  int quiet_seconds = 120;
  std::string exhibit;  ///< name under which its death is reported
  /// Called once, from the reading thread, where the worker ends though nobody asked it to; may be empty.
  std::function<void(const Error&)> on_death;
};

/// The sentence for a worker that ended by itself.
Error death_of(const ProcessEnd& end, const std::string& exhibit);

/// Thread-safe. One thread reads the channel, holds silence against the limit, and reaps the process; a worker that
/// breaks the protocol, falls silent during a call or dies ends every call with an Error that says so.
class WorkerLink {
 public:
  static Result<std::unique_ptr<WorkerLink>> start(const WorkerStart& start);
  ~WorkerLink();

  /// One call under way. Messages of a call that nobody waits for any more are dropped.
  class Call {
   public:
    ~Call();
    Call(const Call&) = delete;
    Call& operator=(const Call&) = delete;

    /// The next message, waiting for it; or how the worker ended.
    Result<Message> next();
    void cancel();
    /// Answers a message of the worker.
    void send(MessageType type, const Parts& parts, std::span<const int> descriptors = {});

   private:
    friend class WorkerLink;
    Call(WorkerLink& link, std::uint64_t id) : link_(link), id_(id) {}
    WorkerLink& link_;
    const std::uint64_t id_;
  };

  /// Begins a call that may be answered by at most `max_messages`, progress not counted.
  std::unique_ptr<Call> call(MessageType type, const Parts& parts, std::span<const int> descriptors = {},
                             std::size_t max_messages = 4);

  /// The worker sent what it must not: it is killed. Gives the error of every call from here on.
  Error broken();

  /// Ends the worker, and every call with kCrashed.
  void end();

 private:
  using Clock = std::chrono::steady_clock;
  struct Waiting {
    std::deque<Message> messages;
    std::size_t budget = 0;  ///< messages that may still come
    Clock::time_point heard;
  };

  explicit WorkerLink(const WorkerStart& start, FileHandle socket);
  void listen(ChildProcess& child);
  bool hear(ChildProcess& child);
  bool deliver(Message message);
  int patience_ms();
  void end_with(const Error& error);
  Error end_by_us(const char* sentence);
  void wake();

  const WorkerStart start_;
  Channel channel_;
  FileHandle wake_;  ///< an eventfd: something changed for the reading thread

  std::mutex mutex_;  ///< guards the rest
  std::condition_variable changed_;
  std::map<std::uint64_t, Waiting> waiting_;
  std::uint64_t last_call_ = 0;
  std::optional<Error> death_;
  bool stopping_ = false, violated_ = false;

  std::jthread thread_;
};

}  // namespace spoor

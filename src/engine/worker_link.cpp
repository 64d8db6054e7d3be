#include "engine/worker_link.h"

#include "engine/worker_main.h"

#include <fmt/format.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <utility>

namespace spoor {
namespace {

constexpr std::chrono::milliseconds kPatienceAtEnd{2000};
constexpr std::size_t kMaxWaitingBytes = std::size_t{2} << 30;

}  // namespace

Error death_of(const ProcessEnd& end, const std::string& exhibit) {
  if (end.by_signal) {
    const char* known = ::sigdescr_np(end.code);
    std::string name = known != nullptr ? known : "unknown";
    name[0] = static_cast<char>(std::tolower(static_cast<unsigned char>(name[0])));
    return {Fault::kCrashed,
            fmt::format("the worker process died of signal {} ({}) while reading this file", end.code, name), exhibit};
  }
  if (end.code == kWorkerOutOfMemory) {
    return {Fault::kOutOfMemory, "the worker process ran out of memory while reading this file", exhibit};
  }
  return {Fault::kCrashed, fmt::format("the worker process ended with status {} while reading this file", end.code),
          exhibit};
}

WorkerLink::WorkerLink(const WorkerStart& start, FileHandle socket)
    : start_(start), channel_(std::move(socket)), wake_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {}

Result<std::unique_ptr<WorkerLink>> WorkerLink::start(const WorkerStart& start) {
  auto ends = Channel::pair();
  if (!ends) return tl::unexpected(ends.error());
  std::unique_ptr<WorkerLink> link(new WorkerLink(start, std::move(ends->first)));
  std::promise<Result<void>> promise;
  auto started = promise.get_future();
  // The worker dies with the thread that started it, so the thread that lives as long as the link does it.
  link->thread_ = std::jthread([link = link.get(), &promise, socket = std::move(ends->second)]() mutable {
    FileHandle worker_end = std::move(socket);
    auto child = ChildProcess::start(link->start_.program, worker_end);
    worker_end = FileHandle();
    if (!child) {
      promise.set_value(tl::unexpected(child.error()));
      return;
    }
    promise.set_value({});
    link->listen(*child);
  });
  if (auto outcome = started.get(); !outcome) return tl::unexpected(outcome.error());
  link->channel_.send(MessageType::kConfigure, 0, Parts{encode_request(start.limits), {}});
  return link;
}

WorkerLink::~WorkerLink() {
  {
    const std::scoped_lock lock(mutex_);
    stopping_ = true;
  }
  wake();
}

void WorkerLink::wake() {
  const std::uint64_t one = 1;
  // Full counter: the thread is awake already.
  (void)!::write(wake_.get(), &one, sizeof one);
}

/// Milliseconds until a silent call must be ended; -1 where nobody waits.
int WorkerLink::patience_ms() {
  const std::scoped_lock lock(mutex_);
  if (waiting_.empty()) return -1;
  const auto oldest = std::min_element(waiting_.begin(), waiting_.end(), [](const auto& a, const auto& b) {
                        return a.second.heard < b.second.heard;
                      })->second.heard;
  const auto left = oldest + std::chrono::seconds(start_.quiet_seconds) - Clock::now();
  return static_cast<int>(
      std::max<std::int64_t>(std::chrono::duration_cast<std::chrono::milliseconds>(left).count() + 1, 0));
}

void WorkerLink::listen(ChildProcess& child) {
  for (;;) {
    const int patience = patience_ms();
    if (patience == 0) {
      child.kill();
      child.wait(kPatienceAtEnd);
      return end_with({Fault::kTimedOut,
                       fmt::format("the worker process reported nothing for {} seconds while reading this file and "
                                   "was stopped",
                                   start_.quiet_seconds),
                       start_.exhibit});
    }
    pollfd events[2] = {{channel_.descriptor(), POLLIN, 0}, {wake_.get(), POLLIN, 0}};
    if (::poll(events, 2, patience) <= 0) continue;
    if (events[1].revents != 0) {
      std::uint64_t count = 0;
      (void)!::read(wake_.get(), &count, sizeof count);
      const std::scoped_lock lock(mutex_);
      if (stopping_) return;
    }
    if (events[0].revents != 0 && !hear(child)) return;
  }
}

/// Takes one packet. False where the worker's life is over.
bool WorkerLink::hear(ChildProcess& child) {
  auto received = channel_.receive(false);
  using What = Channel::Received::What;
  bool good = received.what == What::kMessage || received.what == What::kIncomplete;
  if (received.what == What::kMessage) good = deliver(std::move(received.message));
  bool violated = false;
  {
    const std::scoped_lock lock(mutex_);
    violated = violated_ || (!good && received.what != What::kClosed);
  }
  if (good && !violated) return true;
  if (violated) child.kill();
  const ProcessEnd end = child.wait(kPatienceAtEnd);
  end_with(violated ? Error{Fault::kCrashed, "the worker sent a message that breaks the protocol", start_.exhibit}
                    : death_of(end, start_.exhibit));
  return false;
}

bool WorkerLink::deliver(Message message) {
  const std::scoped_lock lock(mutex_);
  if (message.call == 0 || message.call > last_call_ || message.type < MessageType::kReply) return false;
  const auto found = waiting_.find(message.call);
  if (found == waiting_.end()) return true;  // nobody waits any more
  Waiting& waiting = found->second;
  waiting.heard = Clock::now();
  if (message.type == MessageType::kAlive) return true;
  if (message.type == MessageType::kProgress) {
    // Only the latest counts.
    if (!waiting.messages.empty() && waiting.messages.back().type == MessageType::kProgress) {
      waiting.messages.pop_back();
    }
  } else if (waiting.budget-- == 0) {
    return false;
  }
  std::size_t bytes = message.body.size();
  for (const Message& other : waiting.messages) bytes += other.body.size();
  if (bytes > kMaxWaitingBytes) return false;
  waiting.messages.push_back(std::move(message));
  changed_.notify_all();
  return true;
}

void WorkerLink::end_with(const Error& error) {
  bool unasked = false;
  {
    const std::scoped_lock lock(mutex_);
    unasked = !death_ && !stopping_;
    if (!death_) death_ = error;
    changed_.notify_all();
  }
  if (unasked && start_.on_death) start_.on_death(error);
}

Error WorkerLink::broken() { return end_by_us("the worker sent a message that breaks the protocol"); }

void WorkerLink::end() { (void)end_by_us("the exhibit was put away"); }

Error WorkerLink::end_by_us(const char* sentence) {
  Error death;
  {
    const std::scoped_lock lock(mutex_);
    violated_ = true;
    if (!death_) death_ = Error{Fault::kCrashed, sentence, start_.exhibit};
    death = *death_;
    stopping_ = true;
    changed_.notify_all();
  }
  wake();
  return death;
}

std::unique_ptr<WorkerLink::Call> WorkerLink::call(MessageType type, const Parts& parts,
                                                   std::span<const int> descriptors, std::size_t max_messages) {
  std::uint64_t id = 0;
  {
    const std::scoped_lock lock(mutex_);
    id = ++last_call_;
    waiting_.emplace(id, Waiting{{}, max_messages, Clock::now()});
  }
  wake();
  // A worker that is gone is noticed by the reading thread, which ends the call.
  channel_.send(type, id, parts, descriptors);
  return std::unique_ptr<Call>(new Call(*this, id));
}

WorkerLink::Call::~Call() {
  const std::scoped_lock lock(link_.mutex_);
  link_.waiting_.erase(id_);
}

Result<Message> WorkerLink::Call::next() {
  std::unique_lock lock(link_.mutex_);
  Waiting& waiting = link_.waiting_.at(id_);
  link_.changed_.wait(lock, [&] { return !waiting.messages.empty() || link_.death_; });
  if (waiting.messages.empty()) return tl::unexpected(*link_.death_);
  Message message = std::move(waiting.messages.front());
  waiting.messages.pop_front();
  return message;
}

void WorkerLink::Call::cancel() { link_.channel_.send(MessageType::kCancel, id_, Parts{nullptr, {}}); }

void WorkerLink::Call::send(MessageType type, const Parts& parts, std::span<const int> descriptors) {
  link_.channel_.send(type, id_, parts, descriptors);
}

}  // namespace spoor

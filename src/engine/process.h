#pragma once
/// A child process that gets one socket and nothing else.

#include "base/file.h"
#include "base/result.h"

#include <sys/types.h>

#include <chrono>
#include <filesystem>
#include <string>

namespace spoor {

/// How a process ended.
struct ProcessEnd {
  bool by_signal = false;
  int code = 0;  ///< signal number or exit status
};

/// Killed and reaped at the end of its life.
class ChildProcess {
 public:
  /// Runs `program __worker --fd 3` (an empty `program`: this very one) with `channel` as descriptor 3, /dev/null as
  /// 0, 1 and 2 (sanitizers keep 2), no other descriptor, no blocked signal, and a process group of its own, so
  /// that an interrupt from the terminal reaches the program alone.
  ///
  /// Errors: kInternal where it cannot be started.
  static Result<ChildProcess> start(const std::filesystem::path& program, const FileHandle& channel);

  ChildProcess(ChildProcess&& other) noexcept;
  ChildProcess& operator=(ChildProcess&&) = delete;
  ~ChildProcess();

  void kill();

  /// Waits until it has ended by itself, or kills it after `patience`.
  ProcessEnd wait(std::chrono::milliseconds patience);

 private:
  explicit ChildProcess(pid_t id) : id_(id) {}
  pid_t id_ = -1;
};

}  // namespace spoor

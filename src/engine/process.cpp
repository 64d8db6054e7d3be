#include "engine/process.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <utility>

namespace spoor {
namespace {

constexpr int kChannel = 3;

/// posix_spawn's two objects, destroyed with it.
struct SpawnSettings {
  posix_spawn_file_actions_t files;
  posix_spawnattr_t attributes;

  explicit SpawnSettings(int channel) {
    ::posix_spawn_file_actions_init(&files);
    ::posix_spawn_file_actions_adddup2(&files, channel, kChannel);
    ::posix_spawn_file_actions_addopen(&files, 0, "/dev/null", O_RDONLY, 0);
    ::posix_spawn_file_actions_addopen(&files, 1, "/dev/null", O_WRONLY, 0);
#ifndef SPOOR_SANITIZED
    // What a library prints about a hostile file must not reach a terminal.
    ::posix_spawn_file_actions_addopen(&files, 2, "/dev/null", O_WRONLY, 0);
#endif
    ::posix_spawn_file_actions_addclosefrom_np(&files, kChannel + 1);

    ::posix_spawnattr_init(&attributes);
    sigset_t none, all;
    ::sigemptyset(&none);
    ::sigfillset(&all);
    ::posix_spawnattr_setsigmask(&attributes, &none);
    ::posix_spawnattr_setsigdefault(&attributes, &all);
    ::posix_spawnattr_setpgroup(&attributes, 0);
    ::posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP);
  }
  ~SpawnSettings() {
    ::posix_spawn_file_actions_destroy(&files);
    ::posix_spawnattr_destroy(&attributes);
  }
  SpawnSettings(const SpawnSettings&) = delete;
  SpawnSettings& operator=(const SpawnSettings&) = delete;
};

}  // namespace

Result<ChildProcess> ChildProcess::start(const std::filesystem::path& program, const FileHandle& channel) {
  const std::string path = program.empty() ? "/proc/self/exe" : program.string();
  const SpawnSettings settings(channel.get());
  std::string name = "spoor", subcommand = "__worker", option = "--fd", number = std::to_string(kChannel);
  std::array<char*, 5> arguments{name.data(), subcommand.data(), option.data(), number.data(), nullptr};
  pid_t id = -1;
  const int error = ::posix_spawn(&id, path.c_str(), &settings.files, &settings.attributes, arguments.data(), environ);
  if (error != 0) return failure(Fault::kInternal, "the worker process cannot be started", path);
  return ChildProcess(id);
}

ChildProcess::ChildProcess(ChildProcess&& other) noexcept : id_(std::exchange(other.id_, -1)) {}

ChildProcess::~ChildProcess() {
  kill();
  wait(std::chrono::milliseconds(0));
}

void ChildProcess::kill() {
  if (id_ > 0) ::kill(id_, SIGKILL);
}

ProcessEnd ChildProcess::wait(std::chrono::milliseconds patience) {
  if (id_ <= 0) return {};
  const FileHandle watched(static_cast<int>(::syscall(SYS_pidfd_open, id_, 0)));
  pollfd ended{watched.get(), POLLIN, 0};
  int ready = 0;
  do {
    ready = ::poll(&ended, 1, static_cast<int>(patience.count()));
  } while (ready < 0 && errno == EINTR);
  if (ready <= 0 || !watched) kill();
  int status = 0;
  while (::waitpid(id_, &status, 0) < 0 && errno == EINTR) {
  }
  id_ = -1;
  if (WIFSIGNALED(status)) return {true, WTERMSIG(status)};
  return {false, WEXITSTATUS(status)};
}

}  // namespace spoor

#pragma once
/// The worker processes of this test, as the system lists them.

#include <signal.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

namespace spoor::test {

/// Children of this process that are alive.
inline std::vector<pid_t> workers() {
  std::vector<pid_t> list;
  for (const auto& thread : std::filesystem::directory_iterator("/proc/self/task")) {
    std::ifstream children(thread.path() / "children");
    for (pid_t id = 0; children >> id;) {
      std::ifstream stat("/proc/" + std::to_string(id) + "/stat");
      std::string text;
      std::getline(stat, text);
      const auto end = text.rfind(')');
      if (end != std::string::npos && end + 2 < text.size() && text[end + 2] != 'Z') list.push_back(id);
    }
  }
  return list;
}

inline void kill_workers() {
  for (const pid_t id : workers()) ::kill(id, SIGKILL);
}

}  // namespace spoor::test

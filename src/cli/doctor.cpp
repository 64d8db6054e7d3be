#include "analysis/pass.h"
#include "base/text.h"
#include "cli/command.h"
#include "cli/exhibit_session.h"
#include "cli/terminal.h"
#include "evidence/zone.h"

#include <CLI/CLI.hpp>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/utsname.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>
#include <thread>

namespace spoor::cli {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

enum class Verdict { kGood, kOptionalMissing, kMissing };

struct Check {
  std::string topic, what, detail;
  Verdict verdict = Verdict::kGood;
};

Check check(std::string topic, std::string what, bool good, std::string detail, Verdict otherwise) {
  return {std::move(topic), std::move(what), std::move(detail), good ? Verdict::kGood : otherwise};
}

// A picture of one pixel, so that a worker can be seen to start, read and answer.
constexpr std::array<unsigned char, 58> kOnePixel{'B', 'M', 58, 0, 0, 0, 0, 0, 0, 0,  54, 0, 0, 0, 40, 0, 0, 0, 1,
                                                  0,   0,   0,  1, 0, 0, 0, 1, 0, 24, 0,  0, 0, 0, 0,  4, 0, 0, 0};

Check worker_check(const SessionOptions& options, const Job& job) {
  std::string name = (fs::temp_directory_path() / "spoor-doctor-XXXXXX").string();
  const FileHandle file(::mkostemp(name.data(), O_CLOEXEC));
  if (!file) return check("worker", "temporary folder", false, "no file can be made in it", Verdict::kMissing);
  const bool written = ::write(file.get(), kOnePixel.data(), kOnePixel.size()) == std::ssize(kOnePixel);
  const auto open = open_exhibit(name, {}, options, job);
  ::unlink(name.c_str());
  const std::string detail =
      open ? "starts, reads a picture and answers, by " + open->info.decoder : to_text(open.error());
  return check("worker", "worker process", written && open, detail, Verdict::kMissing);
}

std::string first_line(const char* path) {
  std::ifstream file(path);
  std::string line;
  std::getline(file, line);
  return printable(line, 80);
}

bool in_path(const std::string& program) {
  const char* path = std::getenv("PATH");
  std::string folders = path == nullptr ? "" : path;
  for (std::size_t begin = 0; begin <= folders.size();) {
    const std::size_t end = std::min(folders.find(':', begin), folders.size());
    if (end > begin && ::access((folders.substr(begin, end - begin) + "/" + program).c_str(), X_OK) == 0) return true;
    begin = end + 1;
  }
  return false;
}

void add_kernel(std::vector<Check>& checks) {
  struct utsname name {};
  ::uname(&name);
  checks.push_back({"system", "kernel", fmt::format("{} {}", name.release, name.machine)});
  checks.push_back({"system", "processors", std::to_string(std::thread::hardware_concurrency())});
  checks.push_back({"system", "user", ::geteuid() == 0 ? "root: a user with fewer rights is safer" : "not root"});
  const std::string limit = first_line("/sys/fs/cgroup/memory.max");
  checks.push_back({"system", "memory limit of the container", limit.empty() ? "none found" : limit});

  const FileHandle memory(::memfd_create("spoor-doctor", MFD_CLOEXEC | MFD_ALLOW_SEALING));
  const bool sealed = memory && ::ftruncate(memory.get(), 4096) == 0 &&
                      ::fcntl(memory.get(), F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL) == 0;
  checks.push_back(check("worker", "sealed shared memory", sealed,
                         sealed ? "frames and maps travel through it" : "memfd_create or its seals are refused",
                         Verdict::kMissing));
  std::array<int, 2> pair{};
  const bool channel = ::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair.data()) == 0;
  const FileHandle one(channel ? pair[0] : -1), two(channel ? pair[1] : -1);
  checks.push_back(
      check("worker", "packet sockets", channel, channel ? "the worker's channel" : "refused", Verdict::kMissing));
  struct rlimit space {};
  const bool known = ::getrlimit(RLIMIT_AS, &space) == 0;
  checks.push_back(check("worker", "limit of address space", known,
                         !known                            ? "cannot be read"
                         : space.rlim_max == RLIM_INFINITY ? "can be set"
                                                           : size_text(static_cast<std::int64_t>(space.rlim_max)),
                         Verdict::kOptionalMissing));

  const bool filter = ::prctl(PR_GET_SECCOMP) >= 0;
  checks.push_back(check("sandbox", "system-call filter (seccomp)", filter, filter ? "available" : "not available",
                         Verdict::kOptionalMissing));
  const bool privileges = ::prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0) >= 0;
  checks.push_back(check("sandbox", "no new privileges", privileges, privileges ? "available" : "not available",
                         Verdict::kOptionalMissing));
#ifdef SYS_landlock_create_ruleset
  constexpr unsigned kAskVersion = 1;
  const long version = ::syscall(SYS_landlock_create_ruleset, nullptr, 0, kAskVersion);
#else
  const long version = -1;
#endif
  checks.push_back(check("sandbox", "Landlock", version > 0,
                         version > 0 ? fmt::format("version {} of its interface", version) : "not available",
                         Verdict::kOptionalMissing));
}

std::vector<Check> examine_system(const SessionOptions& options, const Job& job) {
  std::vector<Check> checks;
  for (const auto& [name, version] : environment_lines()) checks.push_back({"program", name, printable(version, 200)});
  checks.push_back({"program", "passes", std::to_string(all_passes().size())});

  const std::string data = tzdata_version();
  constexpr std::int64_t kDay = std::int64_t{86'400} * 1'000'000;
  const auto resolved = utc_from_zone({19'500 * kDay}, "Europe/Moscow", std::nullopt);
  checks.push_back(check("time zones", "time-zone data", resolved.has_value(),
                         resolved ? "version " + data : to_text(resolved.error()), Verdict::kOptionalMissing));
  add_kernel(checks);
  checks.push_back(worker_check(options, job));
  const bool weasyprint = in_path("weasyprint");
  checks.push_back(
      check("optional", "weasyprint", weasyprint,
            weasyprint ? "reports can be printed to PDF" : "not installed: reports are HTML, print them from a browser",
            Verdict::kOptionalMissing));
  return checks;
}

const char* verdict_name(Verdict verdict) {
  switch (verdict) {
    case Verdict::kGood:
      return "good";
    case Verdict::kOptionalMissing:
      return "optional_missing";
    case Verdict::kMissing:
      break;
  }
  return "missing";
}

}  // namespace

void add_doctor(CLI::App& root, Action& chosen) {
  struct Options {
    bool json = false;
    WorkerOptions worker;
  };
  auto* command = root.add_subcommand("doctor", "Tell what this installation has, and what is missing or optional");
  auto options = std::make_shared<Options>();
  command->add_flag("--json", options->json, "Write JSON");
  options->worker.add_to(*command);
  command->callback([&chosen, options] {
    chosen = [options](const Invocation& invocation) -> int {
      const auto checks = examine_system(options->worker.session, Job(invocation.stop));
      json list = json::array();
      TextTable table;
      bool missing = false;
      for (const auto& item : checks) {
        list.push_back({{"topic", item.topic},
                        {"what", item.what},
                        {"detail", item.detail},
                        {"verdict", verdict_name(item.verdict)}});
        const char* mark = item.verdict == Verdict::kGood      ? ""
                           : item.verdict == Verdict::kMissing ? "MISSING"
                                                               : "optional";
        table.row({item.topic, item.what, mark, item.detail});
        missing = missing || item.verdict == Verdict::kMissing;
      }
      if (options->json) {
        put_json({{"schema", "spoor.doctor/1"}, {"checks", std::move(list)}});
      } else {
        put(table.text());
      }
      if (missing) say("something that is needed is missing: see above");
      return missing ? kSomeFailed : kOk;
    };
  });
}

}  // namespace spoor::cli

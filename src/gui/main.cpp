#include "analysis/version.h"
#include "gui/run.h"

#include <cstdio>
#include <cstdlib>
#include <exception>
#include <string>
#include <string_view>

namespace {

constexpr const char* kHelp =
    "usage: spoor-gui [FILE...]\n"
    "\n"
    "Opens photographs, clips and sound as exhibits of a new case, a folder as the files in it, or a case file.\n"
    "\n"
    "  --help     this text\n"
    "  --version  the version\n";

/// The worker is the program spoor, installed beside this one.
std::filesystem::path worker_program() {
  std::error_code ignored;
  return std::filesystem::read_symlink("/proc/self/exe", ignored).parent_path() / "spoor";
}

int told(const spoor::Error& error) {
  std::fprintf(stderr, "spoor-gui: %s\n", to_text(error).c_str());
  return 1;
}

}  // namespace

int main(int argc, char** argv) {
  spoor::gui::RunOptions options;
  options.worker = worker_program();
  if (const char* items = std::getenv("SPOOR_GUI_ITEMS"); items != nullptr) options.items = items;
  bool only_files = false;
  for (int i = 1; i < argc; ++i) {
    const std::string_view argument = argv[i];
    if (!only_files && argument == "--help") {
      std::fputs(kHelp, stdout);
      return 0;
    }
    if (!only_files && argument == "--version") {
      std::printf("spoor-gui %s\n", spoor::kProgramVersion);
      return 0;
    }
    if (!only_files && argument == "--") {
      only_files = true;
    } else if (!only_files && argument.size() > 1 && argument[0] == '-') {
      std::fprintf(stderr, "spoor-gui: there is no option %s\n%s", argv[i], kHelp);
      return 2;
    } else {
      options.open.emplace_back(argument);
    }
  }
  try {
    const auto done = spoor::gui::run(options);
    return done ? 0 : told(done.error());
  } catch (const std::exception& thrown) {
    return told({spoor::Fault::kInternal, std::string("an unexpected error: ") + thrown.what(), {}});
  }
}

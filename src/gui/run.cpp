#include "gui/run.h"

#include "gui/app.h"
#include "gui/items.h"
#include "gui/layout.h"
#include "gui/sound_output.h"
#include "gui/theme.h"
#include "gui/window.h"
#include "gui/window_actions.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <set>
#include <utility>

namespace spoor::gui {
namespace {

constexpr std::int64_t kTextureBudget = std::int64_t{512} << 20;
constexpr double kSettle = 0.02;            // ImGui needs another redraw behind an event: hover, layout, focus
constexpr double kLeastBetween = 1.0 / 60;  // of redraws that only background work asks for

WorkbenchOptions workbench_options(const RunOptions& options, const WindowSettings& settings) {
  WorkbenchOptions made;
  made.state_dir = state_directory();
  made.session.worker = options.worker;
  made.author = settings.author;
  made.wake = [] { Window::wake(); };
  return made;
}

/// Everything between two redraws and in them.
class Program {
 public:
  Program(Window& window, WindowSettings& settings, Workbench& bench, const std::filesystem::path& shaders)
      : window_(window),
        settings_(settings),
        saved_(settings),
        bench_(bench),
        textures_(kTextureBudget),
        pictures_(shaders),
        fields_(shaders),
        sound_(bench.background()),
        app_{.bench = bench,
             .settings = settings,
             .fonts = fonts_,
             .textures = textures_,
             .pictures = pictures_,
             .fields = fields_,
             .actions = actions_} {
    actions_ = window_actions(app_);
    for (Action& action : workbench_actions()) actions_.push_back(std::move(action));
  }

  Result<void> set_fonts(bool again) {
    scale_ = window_.content_scale() * settings_.scale;
    auto loaded = load_fonts(scale_);
    if (!loaded) return tl::unexpected(loaded.error());
    fonts_ = *loaded;
    apply_theme(scale_);
    if (again) window_.new_font_texture();
    app_.rebuild_fonts = false;
    return {};
  }

  Result<void> go_on() {
    bool asked = true, settles = true;
    double due = 0, drawn = 0;
    while (!app_.quit && !window_.close_asked()) {
      const double now = window_.now_s();
      const Window::Woken woken = window_.wait(asked || due <= now ? 0 : due - now);
      if (woken == Window::Woken::kEvent) asked = settles = true;
      // Work that reports often does not make the window draw more often than can be seen.
      if (woken == Window::Woken::kWake) due = std::min(due, drawn + kLeastBetween);
      if (!asked && window_.now_s() < due) continue;
      asked = false;
      take_in();
      if (app_.rebuild_fonts || std::abs(window_.content_scale() * settings_.scale - scale_) > 1e-3) {
        if (auto set = set_fonts(true); !set) return set;
        settles = true;
      }
      redraw(settles || window_.more_input());
      drawn = window_.now_s();
      due = drawn + app_.redraw_in_s;
      if (std::exchange(settles, false)) due = std::min(due, drawn + kSettle);
    }
    return {};
  }

 private:
  /// What arrived since: files, keys, settings.
  void take_in() {
    if (const auto dropped = window_.take_dropped(); !dropped.empty()) bench_.open(dropped);
    app_.now_s = window_.now_s();
    app_.canvas.original = window_.held('X');
    app_.canvas.pan_key = window_.held(' ');
    perform_keys(app_, window_.take_keys());
    if (std::exchange(app_.toggle_full_screen, false)) window_.toggle_full_screen();
  }

  /// `unsettled`: another redraw follows for what happened.
  void redraw(bool unsettled) {
    const auto begun = std::chrono::steady_clock::now();
    ++redraws_;
    app_.now_s = window_.now_s();
    app_.redraw_in_s = 1e9;
    textures_.begin_redraw();
    bench_.poll(app_.now_s);
    if (ExhibitDesk* desk = bench_.active()) {
      desk->look(app_.now_s);
      if (const auto next = desk->playhead.until_next(app_.now_s)) app_.redraw_within(std::max(0.0, *next));
    }
    sound_.follow(bench_.active());
    app_.sound_trouble = sound_.trouble();
    window_.begin_redraw();
    layout(app_);
    const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - begun;
    tell(took.count());
    tell_state("inputs", std::to_string(window_.inputs()));
    tell_state("settled", unsettled ? "0" : "1");
    window_.end_redraw();
    const std::chrono::duration<double, std::milli> all = std::chrono::steady_clock::now() - begun;
    tell_state("shown_ms", fmt::format("{:.1f}", all.count()));
    write_items();
    remember();
  }

  void tell(double took_ms) {
    worst_ms_ = std::max(worst_ms_, took_ms);
    tell_state("redraws", std::to_string(redraws_));
    tell_state("redraw_ms", fmt::format("{:.1f}", took_ms));
    tell_state("redraw_ms_worst", fmt::format("{:.1f}", worst_ms_));
    tell_state("jobs", std::to_string(bench_.background().activities().size()));
    tell_state("exhibits", std::to_string(bench_.desks().size()));
    tell_state("case", bench_.case_path().string());
    const ExhibitDesk* desk = bench_.active();
    tell_state("exhibit", desk == nullptr ? "" : desk->record.exhibit.name);
    tell_state("results", std::to_string(desk == nullptr ? 0 : desk->results.size()));
    tell_state("playing", desk != nullptr && desk->playhead.playing() ? "1" : "0");
  }

  /// Title, recent files, and the settings as they change: a kill loses none of them.
  void remember() {
    for (const auto& desk : bench_.desks()) {
      const std::string& path = desk->record.exhibit.path;
      if (desk->opening() || desk->error() || path.empty() || !seen_.insert(path).second) continue;
      remember_recent(settings_, path);
    }
    const std::string path = bench_.case_path().string();
    if (bench_.has_case() && !bench_.unnamed() && seen_.insert(path).second) remember_recent(settings_, path);
    const std::string title =
        !bench_.has_case()
            ? "Spoor"
            : (bench_.unnamed() ? "Case without a name" : bench_.case_path().stem().string()) + " - Spoor";
    if (title != title_) window_.set_title(title_ = title);
    window_.remember(settings_);
    if (settings_ == saved_ || ImGui::GetIO().MouseDown[0]) return;
    saved_ = settings_;
    bench_.background().start("=settings", "", [copy = settings_](const Job&) -> Background::Delivery {
      const auto written = write_window_settings(window_settings_path(), copy);
      return [written] { tell_state("settings", written ? "written" : "not written"); };
    });
  }

  Window& window_;
  WindowSettings& settings_;
  WindowSettings saved_;
  Workbench& bench_;
  Fonts fonts_;
  TextureCache textures_;
  PictureRenderer pictures_;
  FieldRenderer fields_;
  SoundOutput sound_;
  std::vector<Action> actions_;
  std::set<std::string> seen_;
  std::string title_;
  double scale_ = 1, worst_ms_ = 0;
  std::int64_t redraws_ = 0;
  App app_;
};

}  // namespace

Result<void> run(const RunOptions& options) {
  list_items_in(options.items);
  WindowSettings settings = read_window_settings(window_settings_path());
  auto window = Window::open(settings);
  if (!window) return tl::unexpected(window.error());
  const auto shaders = shader_directory();
  if (!shaders) return tl::unexpected(shaders.error());
  Workbench bench(workbench_options(options, settings));
  // Workers start while fonts are read.
  if (!options.open.empty()) bench.open(options.open);
  Program program(**window, settings, bench, *shaders);
  if (auto set = program.set_fonts(false); !set) return set;
  (*window)->show();
  return program.go_on();
}

}  // namespace spoor::gui

#include "media/srt_source.h"

#include "media/lazy_structures.h"
#include "media/series_table.h"
#include "media/timed_text.h"

#include <algorithm>
#include <optional>

namespace spoor {
namespace {

constexpr std::int64_t kMostBytes = std::int64_t{64} << 20;
constexpr Rational kMilliseconds{1, 1000};

std::string_view take_line(std::string_view& text) {
  const std::size_t end = text.find('\n');
  std::string_view line = text.substr(0, end);
  text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  while (!line.empty() && (line.back() == '\r' || line.back() == ' ')) line.remove_suffix(1);
  return line;
}

bool digit(char c) { return c >= '0' && c <= '9'; }

/// "hh:mm:ss,mmm" at the front of `text`, which is shortened by it.
std::optional<std::int64_t> take_time(std::string_view& text) {
  constexpr std::string_view kForm = "dd:dd:dd,ddd";
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  if (text.size() < kForm.size()) return std::nullopt;
  for (std::size_t i = 0; i < kForm.size(); ++i) {
    const bool fits = kForm[i] == 'd'   ? digit(text[i])
                      : kForm[i] == ',' ? text[i] == ',' || text[i] == '.'
                                        : text[i] == ':';
    if (!fits) return std::nullopt;
  }
  const auto number = [&](std::size_t from, std::size_t count) {
    std::int64_t value = 0;
    for (std::size_t i = from; i < from + count; ++i) value = 10 * value + (text[i] - '0');
    return value;
  };
  const std::int64_t ms = ((number(0, 2) * 60 + number(3, 2)) * 60 + number(6, 2)) * 1000 + number(9, 3);
  text.remove_prefix(kForm.size());
  return ms;
}

std::optional<SrtCaption> times_of(std::string_view line) {
  const auto begin = take_time(line);
  while (!line.empty() && line.front() == ' ') line.remove_prefix(1);
  if (!begin || !line.starts_with("-->")) return std::nullopt;
  line.remove_prefix(3);
  const auto end = take_time(line);
  if (!end) return std::nullopt;
  return SrtCaption{*begin, *end, {}};
}

std::string_view without_mark(std::string_view text) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  return text;
}

class SrtSource : public LazyStructures {
 public:
  SrtSource(std::shared_ptr<const ByteSource> bytes, std::vector<std::byte> file)
      : LazyStructures(std::move(bytes)), file_(std::move(file)) {
    info_.kind = MediaKind::kRecord;
    info_.format = "srt";
    info_.still_pictures = 0;
    info_.data.push_back({0, "subtitle", "subrip", ""});
    std::int64_t last = 0;
    for (const SrtCaption& caption : srt_captions(as_text(file_))) last = std::max(last, caption.end_ms);
    info_.start = TimeStamp{0, kMilliseconds};
    info_.duration = TimeStamp{last, kMilliseconds};
  }

  const MediaInfo& info() const override { return info_; }

  Result<std::unique_ptr<FrameReader>> frames(int) override {
    return failure(Fault::kNotApplicable, "the file holds no pictures");
  }
  Result<std::unique_ptr<AudioReader>> sound(int) override {
    return failure(Fault::kNotApplicable, "the file holds no sound");
  }

 protected:
  Result<CodecTrace> make_trace() override { return failure(Fault::kNotApplicable, "the file holds no pictures"); }

  Result<std::vector<Series>> make_telemetry() override {
    SeriesTable table;
    for (const SrtCaption& caption : srt_captions(as_text(file_))) {
      for (const TextValue& value : caption_values(caption.text)) {
        table.add("stream 0 (subrip)", value.id, value.unit, {caption.begin_ms, kMilliseconds}, value.value);
      }
    }
    return table.take();
  }

 private:
  std::vector<std::byte> file_;
  MediaInfo info_;
};

}  // namespace

std::vector<SrtCaption> srt_captions(std::string_view file) {
  std::vector<SrtCaption> captions;
  std::string_view text = without_mark(file);
  while (!text.empty()) {
    auto caption = times_of(take_line(text));
    if (!caption) continue;
    const char* const begin = text.data();
    const char* end = begin;
    while (!text.empty()) {
      const std::string_view line = take_line(text);
      if (line.empty()) break;
      end = line.data() + line.size();
    }
    caption->text = std::string_view(begin, static_cast<std::size_t>(end - begin));
    captions.push_back(*caption);
  }
  return captions;
}

bool is_srt(std::string_view head) {
  std::string_view text = without_mark(head);
  std::string_view line = take_line(text);
  while (line.empty() && !text.empty()) line = take_line(text);
  return !line.empty() && line.size() < 10 && std::all_of(line.begin(), line.end(), digit) &&
         times_of(take_line(text)).has_value();
}

Result<std::unique_ptr<MediaSource>> open_srt(std::shared_ptr<const ByteSource> bytes) {
  if (bytes->size() > kMostBytes) return failure(Fault::kTooLarge, "the text file is larger than 64 MB");
  auto file = read_run(*bytes, 0, bytes->size());
  if (!file) return tl::unexpected(file.error());
  auto source = std::make_unique<SrtSource>(std::move(bytes), std::move(*file));
  if (source->info().duration->ticks <= 0) return failure(Fault::kCorrupt, "no caption of the text can be read");
  if (const auto& series = source->telemetry(); !series || series->empty()) {
    return failure(Fault::kUnsupported, "these are subtitles, in which no device wrote what it measured");
  }
  return source;
}

}  // namespace spoor

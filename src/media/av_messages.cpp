#include "media/av_messages.h"

extern "C" {
#include <libavcodec/avcodec.h>
#include <libavformat/avformat.h>
#include <libavutil/log.h>
}

#include "base/text.h"

#include <algorithm>
#include <cstdarg>
#include <cstdio>
#include <cstring>
#include <set>

namespace spoor {
namespace {

constexpr std::size_t kKeptTexts = 16;

/// Collectors that are alive: a context of somebody else in this process may carry any pointer as `opaque`.
struct Registry {
  std::mutex mutex;
  std::set<const void*> alive;
};

Registry& registry() {
  static Registry only;
  return only;
}

void* opaque_of(void* context) {
  if (context == nullptr) return nullptr;
  const AVClass* kind = *static_cast<AVClass**>(context);
  if (kind == nullptr || kind->class_name == nullptr) return nullptr;
  if (std::strcmp(kind->class_name, "AVCodecContext") == 0) return static_cast<AVCodecContext*>(context)->opaque;
  if (std::strcmp(kind->class_name, "AVFormatContext") == 0) return static_cast<AVFormatContext*>(context)->opaque;
  return nullptr;
}

void keep_message(void* context, int level, const char* format, va_list values) {
  if ((level & 0xff) > AV_LOG_ERROR) return;
  void* owner = opaque_of(context);
  if (owner == nullptr) return;
  char text[512];
  std::vsnprintf(text, sizeof text, format, values);
  const std::lock_guard lock(registry().mutex);
  if (registry().alive.contains(owner)) static_cast<AvMessages*>(owner)->add(text);
}

}  // namespace

AvMessages::AvMessages() {
  static std::once_flag installed;
  std::call_once(installed, [] { av_log_set_callback(keep_message); });
  const std::lock_guard lock(registry().mutex);
  registry().alive.insert(this);
}

AvMessages::~AvMessages() {
  const std::lock_guard lock(registry().mutex);
  registry().alive.erase(this);
}

std::int64_t AvMessages::errors() const {
  const std::lock_guard lock(mutex_);
  return errors_;
}

std::vector<std::string> AvMessages::texts() const {
  const std::lock_guard lock(mutex_);
  return texts_;
}

void AvMessages::clear() {
  const std::lock_guard lock(mutex_);
  errors_ = 0;
  texts_.clear();
}

void AvMessages::add(std::string text) {
  while (!text.empty() && (text.back() == '\n' || text.back() == ' ')) text.pop_back();
  text = printable(text, 200);
  const std::lock_guard lock(mutex_);
  ++errors_;
  if (texts_.size() < kKeptTexts && std::find(texts_.begin(), texts_.end(), text) == texts_.end()) {
    texts_.push_back(std::move(text));
  }
}

}  // namespace spoor

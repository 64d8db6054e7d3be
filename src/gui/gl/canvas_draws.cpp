#include "gui/gl/canvas_draws.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace spoor::gui {
namespace {

/// ImGui's commands and uploads expect the first texture unit, and no sampler of ours.
void leave_clean() {
  for (GLuint unit = 0; unit < 6; ++unit) glBindSampler(unit, 0);
  glActiveTexture(GL_TEXTURE0);
  glDisable(GL_SCISSOR_TEST);
  glDisable(GL_BLEND);
}

}  // namespace

struct CanvasDraws::Draw {
  ImVec2 origin;
  cv::Size canvas;
  Paint paint;
};

void CanvasDraws::add(ImDrawList& list, const ImVec2& origin, cv::Size canvas, Paint paint) {
  if (ImGui::GetFrameCount() != redraw_) draws_.clear();
  redraw_ = ImGui::GetFrameCount();
  draws_.push_back(std::make_shared<Draw>(Draw{origin, canvas, std::move(paint)}));
  list.AddCallback(&CanvasDraws::call, draws_.back().get());
  list.AddCallback(ImDrawCallback_ResetRenderState, nullptr);
}

void CanvasDraws::call(const ImDrawList*, const ImDrawCmd* command) {
  const auto& draw = *static_cast<const Draw*>(command->UserCallbackData);
  const ImGuiIO& io = ImGui::GetIO();
  const auto rectangle = [&](float left, float top, float right, float bottom) {
    const auto x = [&](float at) { return static_cast<int>(std::lround(at * io.DisplayFramebufferScale.x)); };
    const auto y = [&](float at) {
      return static_cast<int>(std::lround((io.DisplaySize.y - at) * io.DisplayFramebufferScale.y));
    };
    return cv::Rect(cv::Point(x(left), y(bottom)), cv::Point(x(right), y(top)));
  };
  DrawArea area;
  area.viewport = rectangle(draw.origin.x, draw.origin.y, draw.origin.x + static_cast<float>(draw.canvas.width),
                            draw.origin.y + static_cast<float>(draw.canvas.height));
  const ImVec4& clip = command->ClipRect;
  area.scissor = rectangle(clip.x, clip.y, clip.z, clip.w) & area.viewport;
  if (area.scissor.area() > 0) draw.paint(area);
  leave_clean();
}

FrameBufferScope::FrameBufferScope(const GlTexture& texture) {
  glGetIntegerv(GL_DRAW_FRAMEBUFFER_BINDING, &before_);
  GLuint name = 0;
  glGenFramebuffers(1, &name);
  buffer_ = GlFramebuffer(name);
  glBindFramebuffer(GL_FRAMEBUFFER, name);
  glFramebufferTexture2D(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_TEXTURE_2D, texture.get(), 0);
}

FrameBufferScope::~FrameBufferScope() { glBindFramebuffer(GL_FRAMEBUFFER, static_cast<GLuint>(before_)); }

bool FrameBufferScope::complete() const { return glCheckFramebufferStatus(GL_FRAMEBUFFER) == GL_FRAMEBUFFER_COMPLETE; }

GlTexture canvas_texture(cv::Size size, GLint format) {
  GLuint name = 0;
  glGenTextures(1, &name);
  glActiveTexture(GL_TEXTURE0);
  glBindTexture(GL_TEXTURE_2D, name);
  for (const GLenum filter : {GL_TEXTURE_MIN_FILTER, GL_TEXTURE_MAG_FILTER})
    glTexParameteri(GL_TEXTURE_2D, filter, GL_NEAREST);
  glTexImage2D(GL_TEXTURE_2D, 0, format, size.width, size.height, 0, GL_RGBA, GL_UNSIGNED_BYTE, nullptr);
  return GlTexture(name);
}

void paint_into(const GlTexture& texture, cv::Size size, const Paint& paint) {
  const FrameBufferScope scope(texture);
  if (!scope.complete()) return;
  const cv::Rect whole({}, size);
  glDisable(GL_SCISSOR_TEST);
  glClearColor(kSurround, kSurround, kSurround, 1);
  glClear(GL_COLOR_BUFFER_BIT);
  paint({whole, whole});
  leave_clean();
}

cv::Mat painted(cv::Size size, const Paint& paint) {
  const GlTexture texture = canvas_texture(size, GL_RGBA8);
  paint_into(texture, size, paint);
  const FrameBufferScope scope(texture);
  if (!scope.complete()) return {};
  cv::Mat picture(size, CV_8UC3);
  glPixelStorei(GL_PACK_ALIGNMENT, 1);
  glReadPixels(0, 0, size.width, size.height, GL_BGR, GL_UNSIGNED_BYTE, picture.data);
  glPixelStorei(GL_PACK_ALIGNMENT, 4);
  // GL counts rows from below.
  for (int y = 0; y < size.height / 2; ++y) {
    std::swap_ranges(picture.ptr(y), picture.ptr(y) + picture.cols * 3, picture.ptr(size.height - 1 - y));
  }
  return picture;
}

cv::Matx33d canvas_from_picture(const CanvasView& view) {
  const cv::Point2d origin = screen_from_picture(view, {0, 0});
  const cv::Point2d x = screen_from_picture(view, {1, 0}) - origin, y = screen_from_picture(view, {0, 1}) - origin;
  const bool snap = std::min(std::hypot(x.x, x.y), std::hypot(y.x, y.y)) > 1 - 1e-6;
  const auto placed = [&](double at) { return snap ? std::round(at) : at; };
  return {x.x, y.x, placed(origin.x), x.y, y.y, placed(origin.y), 0, 0, 1};
}

void set_matrix(GLint uniform, const cv::Matx33d& matrix) {
  std::array<float, 9> values{};
  for (std::size_t i = 0; i < values.size(); ++i) values[i] = static_cast<float>(matrix.val[i]);
  glUniformMatrix3fv(uniform, 1, GL_TRUE, values.data());
}

void draw_box(GLint box, const cv::Rect2d& rectangle) {
  glUniform4f(box, static_cast<float>(rectangle.x), static_cast<float>(rectangle.y),
              static_cast<float>(rectangle.x + rectangle.width), static_cast<float>(rectangle.y + rectangle.height));
  glDrawArrays(GL_TRIANGLE_STRIP, 0, 4);
}

}  // namespace spoor::gui

#include "gui/gl/shader_program.h"

#include <fmt/format.h>

#include <array>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <vector>

namespace spoor::gui {
namespace {

namespace fs = std::filesystem;

std::string text_of(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  return in ? text.str() : std::string();
}

fs::file_time_type time_of(const fs::path& file) {
  std::error_code ignored;
  return fs::last_write_time(file, ignored);
}

/// The first line of a compiler's log that says anything.
std::string first_words(const std::string& log) {
  std::istringstream lines(log);
  for (std::string line; std::getline(lines, line);) {
    if (!line.empty()) return line.substr(0, 300);
  }
  return "the graphics driver gives no reason";
}

struct Compiled {
  GlShader shader;
  std::string fault;
};

Compiled compiled(GLenum kind, const fs::path& file, const std::string& definitions) {
  Compiled result;
  std::string text = text_of(file);
  if (const auto version = text.find('\n'); !definitions.empty() && version != std::string::npos) {
    text.insert(version + 1, definitions + "#line 2\n");  // the first line must be the version
  }
  if (text.empty()) {
    result.fault = fmt::format("{}: the file cannot be read", file.filename().string());
    return result;
  }
  result.shader = GlShader(glCreateShader(kind));
  const char* source = text.c_str();
  glShaderSource(result.shader.get(), 1, &source, nullptr);
  glCompileShader(result.shader.get());
  GLint good = 0;
  glGetShaderiv(result.shader.get(), GL_COMPILE_STATUS, &good);
  if (good == 0) {
    std::array<char, 4096> log{};
    glGetShaderInfoLog(result.shader.get(), static_cast<GLsizei>(log.size()), nullptr, log.data());
    result.fault = fmt::format("{}: {}", file.filename().string(), first_words(log.data()));
  }
  return result;
}

}  // namespace

Result<fs::path> shader_directory() {
  std::vector<fs::path> places;
  if (const char* data = std::getenv("SPOOR_DATA"); data != nullptr && *data != '\0') {
    places.push_back(fs::path(data) / "shaders");
  }
  std::error_code ignored;
  fs::path folder = fs::read_symlink("/proc/self/exe", ignored).parent_path();
  places.push_back(folder.parent_path() / "share/spoor/shaders");
  // A build tree lies within the source tree.
  for (int up = 0; up < 4 && folder.has_relative_path(); ++up) {
    folder = folder.parent_path();
    places.push_back(folder / "shaders");
  }
  std::string looked_at;
  for (const fs::path& place : places) {
    if (fs::is_regular_file(place / "picture.vert", ignored)) return place;
    looked_at += (looked_at.empty() ? "" : ", ") + place.string();
  }
  return failure(Fault::kNotFound, fmt::format("the shaders are in none of these folders: {}", looked_at));
}

ShaderProgram::ShaderProgram(fs::path directory, const std::string& name, std::string definitions)
    : vertex_(directory / "picture.vert"),
      fragment_(directory / (name + ".frag")),
      definitions_(std::move(definitions)) {}

GLuint ShaderProgram::use(bool look_again) {
  if (loads_ == 0 || (look_again && (time_of(vertex_) != vertex_time_ || time_of(fragment_) != fragment_time_))) load();
  if (program_) glUseProgram(program_.get());
  return program_.get();
}

GLint ShaderProgram::uniform(const char* name) const { return glGetUniformLocation(program_.get(), name); }

void ShaderProgram::load() {
  ++loads_;
  vertex_time_ = time_of(vertex_);
  fragment_time_ = time_of(fragment_);
  const Compiled vertex = compiled(GL_VERTEX_SHADER, vertex_, {});
  const Compiled fragment = compiled(GL_FRAGMENT_SHADER, fragment_, definitions_);
  fault_ = !vertex.fault.empty() ? vertex.fault : fragment.fault;
  if (!fault_.empty()) return;
  GlProgram program(glCreateProgram());
  glAttachShader(program.get(), vertex.shader.get());
  glAttachShader(program.get(), fragment.shader.get());
  glLinkProgram(program.get());
  GLint good = 0;
  glGetProgramiv(program.get(), GL_LINK_STATUS, &good);
  if (good == 0) {
    std::array<char, 4096> log{};
    glGetProgramInfoLog(program.get(), static_cast<GLsizei>(log.size()), nullptr, log.data());
    fault_ = fmt::format("{}: {}", fragment_.filename().string(), first_words(log.data()));
    return;
  }
  program_ = std::move(program);
}

}  // namespace spoor::gui

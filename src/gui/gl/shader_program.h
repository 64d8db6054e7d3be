#pragma once
/// Shaders as files: loaded from the data directory, reloaded when they change.

#include "base/result.h"
#include "gui/gl/gl_objects.h"

#include <filesystem>
#include <string>

namespace spoor::gui {

/// The folder with the GLSL files: $SPOOR_DATA/shaders, beside the program's installed data, or in the source tree.
/// kNotFound naming the places looked at.
Result<std::filesystem::path> shader_directory();

/// A linked program of `name`.frag and picture.vert, which all share. A file that does not compile leaves the last
/// good program in use and its message in fault().
class ShaderProgram {
 public:
  /// `definitions`: lines put above the fragment shader's text, "#define SMOOTH\n".
  ShaderProgram(std::filesystem::path directory, const std::string& name, std::string definitions = {});

  /// The program to use; 0 where none ever compiled. `look_again`: whether files are checked for changes.
  GLuint use(bool look_again);
  const std::string& fault() const { return fault_; }  ///< file, line and the compiler's words; empty: all well
  GLint uniform(const char* name) const;
  int loads() const { return loads_; }  ///< how often the files were read

 private:
  void load();
  std::filesystem::path vertex_, fragment_;
  std::string definitions_, fault_;
  int loads_ = 0;
  std::filesystem::file_time_type vertex_time_{}, fragment_time_{};
  GlProgram program_;
};

/// Whether shaders are looked at again at every redraw: in builds with assertions.
inline constexpr bool kShadersChange =
#ifdef NDEBUG
    false;
#else
    true;
#endif

}  // namespace spoor::gui

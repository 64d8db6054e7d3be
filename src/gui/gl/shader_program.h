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

/// A linked program of `name`.vert and `name`.frag. A file that does not compile leaves the last good program in use
/// and its message in fault().
class ShaderProgram {
 public:
  ShaderProgram(std::filesystem::path directory, std::string name);

  /// The program to use; 0 where none ever compiled. `look_again`: whether files are checked for changes.
  GLuint use(bool look_again);
  const std::string& fault() const { return fault_; }  ///< file, line and the compiler's words; empty: all well
  GLint uniform(const char* name) const;

 private:
  void load();
  std::filesystem::path directory_;
  std::string name_, fault_;
  std::filesystem::file_time_type loaded_{};
  GlProgram program_;
};

}  // namespace spoor::gui

#include "gl_context.h"

#include <epoxy/gl.h>
// After epoxy, which brings the GL declarations.
#include <GLFW/glfw3.h>

namespace spoor::test {

bool gl_context() {
  static const bool made = [] {
    if (glfwInit() != GLFW_TRUE) return false;
    glfwWindowHint(GLFW_VISIBLE, GLFW_FALSE);
    glfwWindowHint(GLFW_CONTEXT_VERSION_MAJOR, 3);
    glfwWindowHint(GLFW_CONTEXT_VERSION_MINOR, 3);
    glfwWindowHint(GLFW_OPENGL_PROFILE, GLFW_OPENGL_CORE_PROFILE);
    GLFWwindow* window = glfwCreateWindow(64, 64, "test", nullptr, nullptr);
    if (window == nullptr) return false;
    glfwMakeContextCurrent(window);
    return epoxy_gl_version() >= 33;
  }();
  return made;
}

}  // namespace spoor::test

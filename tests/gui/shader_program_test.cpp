#include "gui/gl/shader_program.h"

#include "gl_context.h"
#include "support/paths.h"

#include <chrono>
#include <fstream>

namespace spoor::gui {
namespace {

namespace fs = std::filesystem;

class ShaderProgramTest : public test::GlTest {
 protected:
  void SetUp() override {
    GlTest::SetUp();
    const auto found = shader_directory();
    ASSERT_TRUE(found);
    for (const auto& entry : fs::directory_iterator(*found)) {
      fs::copy(entry.path(), dir.path() / entry.path().filename());
    }
  }
  void change(const std::string& text) {
    const fs::path file = dir.path() / "grid.frag";
    std::ofstream(file) << text;
    fs::last_write_time(file, fs::last_write_time(file) + std::chrono::seconds(++changes));
  }
  test::TemporaryDir dir;
  int changes = 0;
};

TEST_F(ShaderProgramTest, every_shader_of_the_program_compiles) {
  for (const char* name : {"picture", "field", "grid"}) {
    ShaderProgram program(dir.path(), name);
    EXPECT_NE(program.use(false), 0U) << program.fault();
    EXPECT_EQ(program.fault(), "");
  }
}

TEST_F(ShaderProgramTest, keeps_the_last_good_program_while_a_file_is_broken) {
  ShaderProgram program(dir.path(), "grid");
  const GLuint good = program.use(true);
  ASSERT_NE(good, 0U);
  change("#version 330 core\nvoid main() { nonsense }\n");
  EXPECT_EQ(program.use(true), good);
  EXPECT_NE(program.fault().find("grid.frag"), std::string::npos) << program.fault();
  change("#version 330 core\nout vec4 colour;\nvoid main() { colour = vec4(1.0); }\n");
  EXPECT_NE(program.use(true), 0U);
  EXPECT_EQ(program.fault(), "");
}

TEST_F(ShaderProgramTest, does_not_look_at_files_again_unless_told) {
  ShaderProgram program(dir.path(), "grid");
  ASSERT_NE(program.use(false), 0U);
  change("broken");
  EXPECT_NE(program.use(false), 0U);
  EXPECT_EQ(program.fault(), "");
}

TEST_F(ShaderProgramTest, a_missing_file_is_named) {
  ShaderProgram program(dir.path() / "nowhere", "grid");
  EXPECT_EQ(program.use(false), 0U);
  EXPECT_NE(program.fault().find("picture.vert"), std::string::npos) << program.fault();
}

}  // namespace
}  // namespace spoor::gui

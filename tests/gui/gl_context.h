#pragma once
/// A hidden window, so that tests can draw.

#include "base/result.h"

#include <gtest/gtest.h>

#include <cstdlib>

namespace spoor::test {

/// Makes one context for the whole program at the first call and keeps it current. False where none can be made.
bool gl_context();

class GlTest : public testing::Test {
 protected:
  void SetUp() override {
    if (gl_context()) return;
    if (std::getenv("SPOOR_REQUIRE_GL") != nullptr) FAIL() << "SPOOR_REQUIRE_GL is set, no OpenGL 3.3 context";
    GTEST_SKIP() << "no OpenGL 3.3 context here (run under xvfb-run)";
  }
};

}  // namespace spoor::test

#include "cli/command.h"

int main(int argc, char** argv) { return spoor::cli::run_program(argc, argv); }

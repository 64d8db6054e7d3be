#include "cli/interrupt.h"

#include "cli/command.h"

#include <unistd.h>

namespace spoor::cli {

Interrupt::Interrupt() {
  ::sigemptyset(&signals_);
  ::sigaddset(&signals_, SIGINT);
  ::sigaddset(&signals_, SIGTERM);
  // Blocked here, in every thread started later, and in the workers: a terminal sends its signal to all of them, and
  // it is for this program to stop them in good order.
  ::pthread_sigmask(SIG_BLOCK, &signals_, nullptr);
  waiter_ = std::thread([this] {
    int signal = 0;
    while (::sigwait(&signals_, &signal) == 0 && !over_) {
      if (stop_.stop_requested()) ::_exit(kInterrupted);
      stop_.request_stop();
    }
  });
}

Interrupt::~Interrupt() {
  over_ = true;
  ::pthread_kill(waiter_.native_handle(), SIGINT);
  waiter_.join();
}

}  // namespace spoor::cli

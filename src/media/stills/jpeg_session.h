#pragma once
/// One decompression by libjpeg, whose errors leave by longjmp. Everything a jump may cross is plain data here;
/// functions that call libjpeg between `setjmp` and return hold no object with a destructor.

#include "base/byte_reader.h"
#include "base/result.h"
#include "media/anomaly.h"

#include <jpeglib.h>

#include <array>
#include <csetjmp>
#include <cstdint>
#include <cstdio>
#include <string>
#include <vector>

namespace spoor::stills {

/// Warnings are kept, not printed. Not thread-safe.
class JpegSession {
 public:
  explicit JpegSession(Bytes stream);
  ~JpegSession();
  JpegSession(const JpegSession&) = delete;
  JpegSession& operator=(const JpegSession&) = delete;

  jpeg_decompress_struct& decompressor() { return cinfo_; }
  std::jmp_buf& jump() { return jump_; }

  /// Reads the header, keeping APP1 and APP2 segments; false where libjpeg gave up.
  bool read_header();

  /// Position in the stream that libjpeg has reached.
  std::int64_t position() const;

  /// What the first longjmp was about, as an Error.
  Error error() const;
  bool failed() const { return failed_; }

  /// Warnings so far, with offsets from the stream's beginning, and the error where there is one.
  std::vector<Anomaly> anomalies() const;

  /// Whether samples were lost: some warnings concern only what stands between the scans.
  bool lost_samples() const { return lost_samples_ || (missing_end_ && incomplete_); }

  /// Position of the marker that libjpeg stumbled over, to read once more up to there: an error in a later scan of
  /// a progressive stream keeps libjpeg from giving the earlier ones.
  std::optional<std::size_t> last_marker_before_error() const;

  /// To be called under `setjmp` when all input is read: finds coefficients that no scan brought.
  void note_completeness();

 private:
  static void on_error(j_common_ptr cinfo);
  [[noreturn]] void stop(int code, const char* text);
  static void on_message(j_common_ptr cinfo, int level);
  static void on_text(j_common_ptr) {}
  static void on_progress(j_common_ptr cinfo);
  static JpegSession& of(j_common_ptr cinfo) { return *static_cast<JpegSession*>(cinfo->client_data); }

  struct Warning {
    int code = 0;
    std::int64_t offset = 0;
    std::array<char, JMSG_LENGTH_MAX> text{};
  };

  jpeg_decompress_struct cinfo_{};
  jpeg_error_mgr errors_{};
  jpeg_progress_mgr progress_{};
  std::jmp_buf jump_{};
  Bytes stream_;
  std::array<Warning, 16> warnings_{};
  std::size_t warning_count_ = 0;
  Warning fatal_;
  bool created_ = false, failed_ = false, lost_samples_ = false, missing_end_ = false, incomplete_ = false;
};

/// libjpeg-turbo's name and version, for MediaInfo::decoder.
std::string libjpeg_name();

}  // namespace spoor::stills

#include "media/stills/jpeg_session.h"

#include "base/text.h"
#include "media/stills/still_file.h"

#include <jerror.h>

#include <algorithm>

namespace spoor::stills {
namespace {

/// A progressive stream may hold any number of scans, each a pass over the whole picture.
constexpr int kMostScans = 500;

#define SPOOR_QUOTED(x) #x
#define SPOOR_TEXT_OF(x) SPOOR_QUOTED(x)

}  // namespace

JpegSession::JpegSession(Bytes stream) : stream_(stream) {
  cinfo_.err = jpeg_std_error(&errors_);
  errors_.error_exit = &on_error;
  errors_.emit_message = &on_message;
  errors_.output_message = &on_text;
  cinfo_.client_data = this;
  if (setjmp(jump_) != 0) return;
  jpeg_create_decompress(&cinfo_);
  created_ = true;
  progress_.progress_monitor = &on_progress;
  cinfo_.progress = &progress_;
  jpeg_mem_src(&cinfo_, reinterpret_cast<const unsigned char*>(stream_.data()),
               static_cast<unsigned long>(stream_.size()));
}

JpegSession::~JpegSession() {
  if (created_) jpeg_destroy_decompress(&cinfo_);
}

bool JpegSession::read_header() {
  if (failed_) return false;
  if (setjmp(jump_) != 0) return false;
  jpeg_save_markers(&cinfo_, JPEG_APP0 + 1, 0xFFFF);
  jpeg_save_markers(&cinfo_, JPEG_APP0 + 2, 0xFFFF);
  return jpeg_read_header(&cinfo_, TRUE) == JPEG_HEADER_OK;
}

std::int64_t JpegSession::position() const {
  if (cinfo_.src == nullptr) return 0;
  // At the end libjpeg reads from a made-up end marker of its own.
  const auto left = std::min(cinfo_.src->bytes_in_buffer, stream_.size());
  const auto* const next = reinterpret_cast<const std::byte*>(cinfo_.src->next_input_byte);
  const bool inside = next >= stream_.data() && next <= stream_.data() + stream_.size();
  return static_cast<std::int64_t>(inside ? stream_.size() - left : stream_.size());
}

Error JpegSession::error() const {
  switch (fatal_.code) {
    case JERR_SOF_UNSUPPORTED:
      return {Fault::kUnsupported, "the JPEG is lossless or hierarchical, which libjpeg-turbo does not read", {}};
    case JERR_BAD_PRECISION:
      return {Fault::kUnsupported, "the JPEG's samples do not have 8 bits, and libjpeg-turbo reads no others", {}};
    case JERR_ARITH_NOTIMPL:
      return {Fault::kUnsupported, "the JPEG is arithmetically coded, which this libjpeg-turbo does not read", {}};
    case JERR_FRACT_SAMPLE_NOTIMPL:
    case JERR_CCIR601_NOTIMPL:
      return {Fault::kUnsupported,
              "the JPEG's sampling factors are no whole multiples of each other, which libjpeg-turbo does not read",
              {}};
    case JERR_OUT_OF_MEMORY:
      return {Fault::kTooLarge, "the JPEG needs more memory than there is", {}};
    case JERR_IMAGE_TOO_BIG:
      return {Fault::kTooLarge,
              "the JPEG declares a side of more than 65,500 pixels, which libjpeg-turbo does not read",
              {}};
    case JERR_NO_SOI:
      return {Fault::kUnsupported, "the bytes do not begin as a JPEG does", {}};
    case JERR_NO_IMAGE:
      return {Fault::kCorrupt, "the JPEG holds tables but no picture", {}};
    default:
      break;
  }
  return {Fault::kCorrupt, with_detail("the JPEG cannot be decoded", "libjpeg", fatal_.text.data()), {}};
}

std::vector<Anomaly> JpegSession::anomalies() const {
  std::vector<Anomaly> list;
  for (std::size_t i = 0; i < std::min(warning_count_, warnings_.size()); ++i) {
    const Warning& warning = warnings_[i];
    const AnomalyKind kind = warning.code == JWRN_JPEG_EOF          ? AnomalyKind::kTruncated
                             : warning.code == JWRN_EXTRANEOUS_DATA ? AnomalyKind::kUnknownData
                                                                    : AnomalyKind::kMalformed;
    note(list, kind, "libjpeg: " + printable(warning.text.data()), warning.offset, 0);
  }
  if (warning_count_ > warnings_.size()) {
    note(list, AnomalyKind::kMalformed,
         "libjpeg: " + std::to_string(warning_count_ - warnings_.size()) + " further warnings", -1, 0);
  }
  if (failed_)
    note(list, AnomalyKind::kMalformed, "libjpeg stopped: " + printable(fatal_.text.data()), fatal_.offset, 0);
  return list;
}

std::optional<std::size_t> JpegSession::last_marker_before_error() const {
  for (auto at = std::min(stream_.size(), static_cast<std::size_t>(fatal_.offset)); at > 2; --at) {
    const auto code = static_cast<unsigned>(stream_[at - 1]);
    const bool restart = code >= 0xD0 && code <= 0xD7;
    if (stream_[at - 2] == std::byte{0xFF} && code != 0 && code != 0xFF && !restart) return at - 2;
  }
  return std::nullopt;
}

void JpegSession::note_completeness() {
  if (cinfo_.coef_bits != nullptr) {
    for (int c = 0; c < cinfo_.num_components; ++c) {
      const int* const bits = cinfo_.coef_bits[c];
      incomplete_ = incomplete_ || std::any_of(bits, bits + DCTSIZE2, [](int left) { return left != 0; });
    }
  } else if (jpeg_has_multiple_scans(&cinfo_) != FALSE) {
    incomplete_ = incomplete_ || cinfo_.input_scan_number < cinfo_.num_components;
  }
}

void JpegSession::on_error(j_common_ptr cinfo) {
  char text[JMSG_LENGTH_MAX] = {};
  cinfo->err->format_message(cinfo, text);
  of(cinfo).stop(cinfo->err->msg_code, text);
}

void JpegSession::stop(int code, const char* text) {
  failed_ = true;
  fatal_.code = code;
  fatal_.offset = position();
  std::snprintf(fatal_.text.data(), fatal_.text.size(), "%s", text);
  std::longjmp(jump_, 1);
}

void JpegSession::on_message(j_common_ptr cinfo, int level) {
  if (level >= 0) return;  // traces
  JpegSession& session = of(cinfo);
  const int code = cinfo->err->msg_code;
  ++cinfo->err->num_warnings;
  switch (code) {
    case JWRN_HIT_MARKER:
    case JWRN_HUFF_BAD_CODE:
    case JWRN_ARITH_BAD_CODE:
    case JWRN_MUST_RESYNC:
      session.lost_samples_ = true;
      break;
    case JWRN_JPEG_EOF:
      session.missing_end_ = true;
      break;
    default:
      break;
  }
  // The same complaint block after block says nothing new.
  for (std::size_t i = 0; i < std::min(session.warning_count_, session.warnings_.size()); ++i) {
    if (session.warnings_[i].code == code) return;
  }
  if (session.warning_count_ < session.warnings_.size()) {
    Warning& warning = session.warnings_[session.warning_count_];
    warning.code = code;
    warning.offset = session.position();
    cinfo->err->format_message(cinfo, warning.text.data());
  }
  ++session.warning_count_;
}

void JpegSession::on_progress(j_common_ptr cinfo) {
  const auto* const decompressor = reinterpret_cast<j_decompress_ptr>(cinfo);
  if (cinfo->is_decompressor != FALSE && decompressor->input_scan_number > kMostScans) {
    of(cinfo).stop(JERR_BAD_PROGRESSION, "more than 500 scans");
  }
}

std::string libjpeg_name() { return "libjpeg-turbo " SPOOR_TEXT_OF(LIBJPEG_TURBO_VERSION); }

}  // namespace spoor::stills

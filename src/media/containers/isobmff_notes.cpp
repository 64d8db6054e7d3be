// What each box is for, in one plain sentence.

#include "media/containers/isobmff.h"

#include <algorithm>
#include <map>

namespace spoor::containers {
namespace {

struct Note {
  std::string_view type;
  std::string_view text;
};

constexpr Note kNotes[] = {
    {"ftyp",
     "Names the flavour of the format (brand) and the others it claims to follow; often tells the writing program."},
    {"styp", "Names the flavour of a segment of a stream that was delivered in pieces."},
    {"moov",
     "The index of the movie: tracks, times, and where each sample lies; without it the media cannot be played."},
    {"mvhd", "Header of the whole movie: creation and modification time, time scale, duration."},
    {"trak", "One track (picture, sound, time code, telemetry)."},
    {"tkhd", "Header of a track: its times, duration, size and rotation matrix."},
    {"tref", "Says which tracks belong together."},
    {"edts", "Holds the edit list of a track."},
    {"elst",
     "Edit list: which part of the track is shown when; cutting without re-encoding, and encoder delay, show here."},
    {"mdia", "The media of a track."},
    {"mdhd", "Header of a track's media: times, time scale, duration, language."},
    {"hdlr", "Says what kind of media this is; the name in it is written by the recording or editing program."},
    {"minf", "How the media of a track are stored."},
    {"vmhd", "Marks a picture track."},
    {"smhd", "Marks a sound track."},
    {"nmhd", "Marks a track that is neither picture nor sound."},
    {"gmhd", "Marks a QuickTime track that is neither picture nor sound."},
    {"gmin", "Base settings of a track that is neither picture nor sound."},
    {"dinf", "Says where the media data lie."},
    {"dref", "List of the places that hold media data; normally this file alone."},
    {"url ", "A place that holds media data."},
    {"alis", "A place that holds media data (QuickTime alias)."},
    {"stbl", "Sample table: how each sample of the track is found and timed."},
    {"stsd", "Describes how the samples are coded."},
    {"stts", "Duration of each sample; a constant rate is one run, dropped or inserted frames break it."},
    {"ctts",
     "Difference between decoding and showing time of each sample; there are offsets where B pictures are used."},
    {"cslg", "Range of the differences between decoding and showing time."},
    {"stss", "Which samples are key frames; the intervals are the encoder's habit."},
    {"stps", "Which samples are partial key frames."},
    {"stsc", "How many samples lie in each chunk."},
    {"stsz", "Size of each sample."},
    {"stco", "Where each chunk of samples lies in the file."},
    {"co64", "Where each chunk of samples lies in the file (64 bits)."},
    {"sdtp", "Which samples depend on others."},
    {"sgpd", "Describes groups of samples."},
    {"sbgp", "Assigns samples to groups."},
    {"udta", "User data: free places for makers and programs."},
    {"meta", "Holds metadata or, in a still picture file, the picture items."},
    {"keys", "Names of QuickTime's metadata entries."},
    {"ilst", "Values of metadata entries."},
    {"data", "The value of a metadata entry."},
    {"mean", "Domain of a metadata entry's name."},
    {"name", "A name."},
    {"loci", "Place of recording (3GPP)."},
    {"mdat", "Media data: the coded pictures and sound."},
    {"free", "Free space; often reserved for an index, or what is left of something that was removed."},
    {"skip", "Free space."},
    {"wide", "Eight bytes kept free so that the following box can be given a 64-bit size."},
    {"pnot", "QuickTime preview."},
    {"uuid", "A box whose meaning is told by a 128-bit identifier."},
    {"mvex", "Announces that the movie is stored in fragments."},
    {"mehd", "Duration of the fragmented movie."},
    {"trex", "Defaults for a track's fragments."},
    {"moof", "A fragment: index of the media data that follow it."},
    {"mfhd", "Number of a fragment; gaps mean that fragments are missing."},
    {"traf", "A track's part of a fragment."},
    {"tfhd", "Header of a track's part of a fragment."},
    {"tfdt", "Decoding time at which a fragment begins."},
    {"trun", "A run of samples of a fragment."},
    {"mfra", "Index for random access to fragments."},
    {"tfra", "Random access points of one track."},
    {"mfro", "Size of the random-access index, at the end of the file."},
    {"sidx", "Index of the segments that follow."},
    {"prft", "Wall-clock time at which the producer wrote a fragment."},
    {"emsg", "A message that travels with a stream."},
    {"avcC", "Configuration of the H.264 decoder: profile, level, parameter sets."},
    {"hvcC", "Configuration of the H.265 decoder: profile, level, parameter sets."},
    {"av1C", "Configuration of the AV1 decoder."},
    {"vpcC", "Configuration of the VP8 or VP9 decoder."},
    {"esds", "Configuration of an MPEG-4 decoder, mostly of AAC sound."},
    {"dOps", "Configuration of the Opus decoder."},
    {"dfLa", "Configuration of the FLAC decoder."},
    {"dvcC", "Dolby Vision configuration."},
    {"dvvC", "Dolby Vision configuration."},
    {"colr", "Colour primaries, transfer and matrix, or an ICC profile."},
    {"pasp", "Shape of the pixels."},
    {"clap", "The part of the picture that is to be shown."},
    {"btrt", "Bit rates as announced by the encoder."},
    {"fiel", "Interlacing."},
    {"chan", "Layout of the sound channels."},
    {"wave", "QuickTime's configuration of a sound decoder."},
    {"frma", "Original format of the samples."},
    {"sinf", "Protection scheme of the samples."},
    {"schm", "Name of a protection scheme."},
    {"schi", "Data of a protection scheme."},
    {"tapt", "Sizes of the picture before and after cropping (QuickTime)."},
    {"clef", "Clean size of the picture."},
    {"prof", "Produced size of the picture."},
    {"enof", "Encoded size of the picture."},
    {"load", "Hints on loading the track (QuickTime)."},
    {"tmcd", "Time code."},
    {"text", "Text."},
    {"iinf", "List of the items (pictures, tiles, metadata) of the file."},
    {"infe", "One item: its number and kind."},
    {"iloc", "Where each item's data lie."},
    {"idat", "Data of small items."},
    {"pitm", "Number of the main item."},
    {"iref", "How items refer to each other (thumbnail, tiles, description)."},
    {"iprp", "Properties of the items."},
    {"ipco", "List of properties."},
    {"ipma", "Which item has which properties."},
    {"ispe", "Size of a picture item."},
    {"pixi", "Bits per channel."},
    {"irot", "Rotation to be applied for showing."},
    {"imir", "Mirroring to be applied for showing."},
    {"auxC", "Kind of an auxiliary picture (alpha, depth, gain map)."},
    {"grpl", "Groups of items."},
    {"jumb", "A box of a provenance record (JUMBF)."},
    {"jumd", "Kind and label of a provenance box."},
    {"cbor", "Content of a provenance box, in CBOR."},
    {"json", "Content of a provenance box, in JSON."},
    {"bfdb", "Kind of a file embedded in a provenance record."},
    {"bidb", "A file embedded in a provenance record."},
    {"c2sh", "Salt of a provenance record."},
    {"JXL ", "Signature of a JPEG XL file."},
    {"jxlc", "The JPEG XL picture."},
    {"jxlp", "A part of the JPEG XL picture."},
    {"jxll", "Level of the JPEG XL picture."},
    {"jbrd", "What is needed to restore the JPEG file from which this JPEG XL file was made, bit for bit."},
    {"brob", "A compressed metadata box."},
    {"Exif", "EXIF metadata."},
    {"xml ", "XML, mostly XMP metadata."},
    {"XMP_", "XMP metadata."},
    {"jP  ", "Signature of a JPEG 2000 file."},
    {"jp2h", "Header of a JPEG 2000 picture."},
    {"jp2c", "The JPEG 2000 picture."},
    {"ihdr", "Size and depth of a JPEG 2000 picture."},
    {"ID32", "ID3 tags."},
    {"smta", "Samsung's own data."},
    {"smrd", "Samsung's own data."},
    {"SDLN", "Samsung's own data: picture scenario."},
    {"mvcn", "Maker's own data."},
    {"TAGS", "Maker's own data."},
    {"thma", "A thumbnail."},
    {"thmb", "A thumbnail."},
    {"manu", "Maker of the camera."},
    {"modl", "Model of the camera."},
    {"FIRM", "Firmware of the camera (GoPro)."},
    {"LENS", "Serial number of the lens (GoPro)."},
    {"CAME", "Serial number of the camera (GoPro)."},
    {"GPMF", "Settings and telemetry (GoPro)."},
    {"gpmd", "Telemetry (GoPro)."},
    {"cmov", "A compressed movie index (QuickTime)."},
    {"dcom", "Method by which the index is compressed."},
    {"cmvd", "The compressed index."},
    {"date", "A date."},
    {"titl", "Title."},
    {"auth", "Author."},
    {"cprt", "Copyright notice."},
    {"dscp", "Description."},
    {"perf", "Performer."},
    {"gnre", "Genre."},
    {"albm", "Album."},
    {"yrrc", "Year of recording."},
};

constexpr Note kTexts[] = {
    {"\u00A9xyz", "Place of recording (latitude, longitude, altitude)."},
    {"\u00A9too", "The program that wrote the file."},
    {"\u00A9swr", "Software."},
    {"\u00A9enc", "The encoder."},
    {"\u00A9mak", "Maker of the camera."},
    {"\u00A9mod", "Model of the camera."},
    {"\u00A9day", "A date, as the writing program put it."},
    {"\u00A9nam", "Title."},
    {"\u00A9cmt", "Comment."},
    {"\u00A9ART", "Author."},
    {"\u00A9cpy", "Copyright notice."},
    {"\u00A9aut", "Author."},
    {"\u00A9inf", "Information."},
    {"\u00A9req", "Requirements for playing."},
    {"\u00A9fmt", "Format of the source."},
    {"\u00A9TIM", "Time code at the start (Adobe)."},
    {"\u00A9TSC", "Time scale of the time code (Adobe)."},
    {"\u00A9TSZ", "Frame size of the time code (Adobe)."},
};

constexpr Note kUuids[] = {
    {"d8fec3d61b0e483c92975828877ec481", "A C2PA provenance record."},
    {"be7acfcb97a942e89c71999491e3afac", "XMP metadata."},
    {"50524f4621d24fcebb88695cfac9c740", "Sony's profile of the file."},
    {"55534d5421d24fcebb88695cfac9c740", "Sony's user data."},
    {"85c0b687820f11e08111f4ce462b6a48", "Canon's metadata."},
    {"eaf42b5e1c984b88b9fbb7dc406e4d16", "Canon's preview."},
    {"ffcc8263f8554a938814587a02521fdd", "Projection of a spherical video."},
    {"0537cdab9d0c4431a72afa561f2a113e", "EXIF metadata (JPEG 2000)."},
    {"a2394f525a9b4f14a2446c427c648df4", "Protection of samples."},
};

const std::map<std::string_view, std::string_view>& notes() {
  static const auto* const kMap = [] {
    auto* map = new std::map<std::string_view, std::string_view>;
    for (const Note& note : kNotes) map->emplace(note.type, note.text);
    for (const Note& note : kTexts) map->emplace(note.type, note.text);
    return map;
  }();
  return *kMap;
}

}  // namespace

std::string box_note(std::string_view type, std::string_view parent, std::string_view uuid) {
  if (parent == "stsd") return "How the samples of the track are coded; the type names the codec.";
  if (parent == "iref") return "A relation from one item to others.";
  if (parent == "tref") return "A relation from this track to others.";
  if (!uuid.empty()) {
    const auto* known =
        std::find_if(std::begin(kUuids), std::end(kUuids), [&](const Note& note) { return note.type == uuid; });
    if (known != std::end(kUuids)) return std::string(known->text);
  }
  const auto found = notes().find(type);
  if (found != notes().end()) return std::string(found->second);
  return parent == "ilst" ? "A metadata entry." : "";
}

bool known_box(std::string_view type) { return notes().contains(type); }

}  // namespace spoor::containers

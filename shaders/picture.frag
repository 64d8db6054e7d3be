#version 330 core
// Decoded planes to what the eye sees: colour by the declared matrix and range, the channel looked at, the other side
// of a comparison, then local contrast, exposure, levels and gamma (workbench/display_settings.h, displayed()).

in vec2 at;  // luma samples from the first one that the textures hold

out vec4 colour;

// Planes as sample values. `third` is unused for grey; `ink` is the fourth of CMYK.
uniform sampler2D first, second, third, ink, opaque;
uniform bool interleaved;     // `first` holds red, green and blue
uniform bool has_inks, has_alpha;
uniform ivec2 chroma_shift;   // log2 of luma samples per sample of `second` and `third`
uniform float steps;          // sample value that a texture value of 1 stands for
uniform float most;           // greatest value of the declared depth; what lies above is damage
uniform bool real_samples;    // floats, of which what is not a number counts as 0
uniform mat3 rgb_from_samples;
uniform vec3 rgb_offset;
uniform vec2 ink_light;       // gain and offset of what the fourth ink lets through
uniform vec2 luma_weights;    // of red and blue

uniform bool smooth_samples;  // textures filter (enlarged smoothly, or reduced)
uniform float mosaic;         // side of the squares that hide graphic content, in samples; 0: none
uniform vec2 mosaic_origin;   // picture place of the textures' first sample

uniform int channel;          // colour, red, green, blue, luma, Cb, Cr, alpha
uniform bool raw;             // before exposure, for the other side's eyes
uniform bool difference;      // against `left`, which is drawn already
uniform sampler2D left;
uniform vec2 left_origin;     // lower left corner of the canvas in the frame buffer
uniform float gain;
uniform float opacity;

uniform float contrast, contrast_level;  // strength; level of detail that is the neighbourhood's mean
uniform float exposure;       // factor
uniform float black, width;   // of levels
uniform float gamma_power;    // 1 / gamma

vec4 texel(sampler2D plane, vec2 place, ivec2 shift) {
  if (smooth_samples) return texture(plane, place / vec2(ivec2(1) << shift) / vec2(textureSize(plane, 0)));
  ivec2 index = ivec2(floor(place)) >> shift;
  return texelFetch(plane, clamp(index, ivec2(0), textureSize(plane, 0) - 1), 0);
}

float value_of(float stored) {
  if (real_samples) return stored > 0.0 || stored <= 0.0 ? stored : 0.0;
  return min(stored * steps, most);
}

vec3 rgb_at(vec2 place) {
  if (interleaved) return texel(first, place, ivec2(0)).rgb;
  vec3 samples = vec3(value_of(texel(first, place, ivec2(0)).r), value_of(texel(second, place, chroma_shift).r),
                      value_of(texel(third, place, chroma_shift).r));
  vec3 rgb = rgb_from_samples * samples + rgb_offset;
  if (has_inks) {
    float through = value_of(texel(ink, place, ivec2(0)).r) * ink_light.x + ink_light.y;
    rgb = clamp(rgb, 0.0, 1.0) * clamp(through, 0.0, 1.0);
  }
  return rgb;
}

float luma_of(vec3 rgb) {
  return dot(rgb, vec3(luma_weights.x, 1.0 - luma_weights.x - luma_weights.y, luma_weights.y));
}

vec3 channel_of(vec3 rgb, vec2 place) {
  float luma = luma_of(rgb);
  switch (channel) {
    case 1: return vec3(rgb.r);
    case 2: return vec3(rgb.g);
    case 3: return vec3(rgb.b);
    case 4: return vec3(luma);
    case 5: return vec3(0.5 + (rgb.b - luma) / (2.0 * (1.0 - luma_weights.y)));
    case 6: return vec3(0.5 + (rgb.r - luma) / (2.0 * (1.0 - luma_weights.x)));
    case 7: return vec3(has_alpha ? value_of(texel(opaque, place, ivec2(0)).r) / most : 1.0);
  }
  return rgb;
}

vec3 looked_at(vec2 place) {
  if (mosaic <= 0.0) return channel_of(rgb_at(place), place);
  const int kTaps = 6;
  vec2 corner = floor((place + mosaic_origin) / mosaic) * mosaic - mosaic_origin;
  vec3 sum = vec3(0.0);
  for (int y = 0; y < kTaps; ++y) {
    for (int x = 0; x < kTaps; ++x) {
      vec2 tap = corner + (vec2(x, y) + 0.5) / float(kTaps) * mosaic;
      tap = clamp(tap, vec2(0.0), vec2(textureSize(first, 0)) - 0.5);
      sum += channel_of(rgb_at(tap), tap);
    }
  }
  return sum / float(kTaps * kTaps);
}

// Away from the mean of the neighbourhood, which the coarse levels of the planes hold.
vec3 contrasted(vec3 value) {
  vec2 place = at / vec2(textureSize(first, 0));
  vec3 rgb;
  if (interleaved) {
    rgb = textureLod(first, place, contrast_level).rgb;
  } else {
    vec2 chroma = at / vec2(ivec2(1) << chroma_shift) / vec2(textureSize(second, 0));
    float chroma_level = max(0.0, contrast_level - float(chroma_shift.x));
    rgb = rgb_from_samples * vec3(value_of(textureLod(first, place, contrast_level).r),
                                  value_of(textureLod(second, chroma, chroma_level).r),
                                  value_of(textureLod(third, chroma, chroma_level).r)) + rgb_offset;
  }
  return value + contrast * (luma_of(value) - clamp(luma_of(rgb), 0.0, 1.0));
}

vec3 displayed(vec3 value) {
  vec3 levelled = clamp((value * exposure - black) / width, 0.0, 1.0);
  return gamma_power == 1.0 ? levelled : pow(levelled, vec3(gamma_power));
}

void main() {
  vec3 value = looked_at(at);
  if (raw) {
    colour = vec4(value, 1.0);
    return;
  }
  if (difference) {
    vec4 other = texelFetch(left, ivec2(gl_FragCoord.xy - left_origin), 0);
    if (other.a == 0.0) discard;
    value = abs(value - other.rgb) * gain;
  } else if (contrast > 0.0) {
    value = contrasted(value);
  }
  colour = vec4(displayed(value), opacity);
}

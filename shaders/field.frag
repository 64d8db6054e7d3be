#version 330 core
// A map as colour: levels 1..255 of the report's own scale; cells that were not measured stay clear.

in vec2 at;  // cells from the first one that the texture holds

out vec4 colour;

uniform sampler2D field;
uniform sampler2D scale;    // 256 colours; the first is never shown
uniform float low, span;    // of the legend
uniform float opacity;

void main() {
  float value = texelFetch(field, clamp(ivec2(floor(at)), ivec2(0), textureSize(field, 0) - 1), 0).r;
  // By its bits: compilers may assume that nothing is unequal to itself.
  if ((floatBitsToUint(value) & 0x7fffffffu) > 0x7f800000u) discard;
  float part = span > 0.0 ? clamp((value - low) / span, 0.0, 1.0) : 0.0;
  colour = vec4(texelFetch(scale, ivec2(1 + int(floor(part * 254.0 + 0.5)), 0), 0).rgb, opacity);
}

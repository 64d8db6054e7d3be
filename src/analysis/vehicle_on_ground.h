#pragma once
/// A marked vehicle on the ground of one picture, as passes on the ground around it need it.

#include "analysis/ground_setting.h"
#include "base/job.h"
#include "methods/ground/ground_frame.h"
#include "methods/ground/standing_vehicle.h"

namespace spoor {

/// To be derived from by a pass's own parameters. The defaults are an HMMWV's of the M998 family.
struct VehicleParams : GroundParams {
  double wheelbase = 3.30, gauge = 1.82, tyre_width = 0.32, length = 4.57, width = 2.16, vehicle_height = 1.83;
};

template <class P>
ParamTable<P>& add_vehicle_params(ParamTable<P>& table) {
  table
      .number(&P::wheelbase, "wheelbase", "Wheelbase",
              "Between the axles of the marked vehicle; gives the scale, within 2 %, where its wheels are marked.", "m",
              {0.5, 20}, {1.5, 8})
      .number(&P::gauge, "gauge", "Gauge", "Between the middles of the wheels of one axle, within 2 %.", "m", {0.3, 5},
              {1, 3})
      .number(&P::tyre_width, "tyre_width", "Width of a tyre", "A wider one leaves a wider and shallower rut.", "m",
              {0.05, 2}, {0.1, 1})
      .number(&P::length, "length", "Length", "Of the outline on the ground, where it is marked; within 3 %.", "m",
              {0.5, 40}, {2, 15})
      .number(&P::width, "width", "Width", "Of the outline on the ground; within 3 %.", "m", {0.3, 8}, {1, 4})
      .number(&P::vehicle_height, "vehicle_height", "Height of the vehicle", "Hides the ground behind it.", "m",
              {0.3, 8}, {1, 4});
  return add_ground_params(table);
}

VehicleSize size_of(const VehicleParams& params);

/// Roles that tell where the vehicle stands: wheels (a group of contacts FL, FR, RL, RR) and footprint (a polygon of
/// four corners of its outline on the ground).
const std::vector<std::string>& vehicle_roles();

/// ground_setting, to which the vehicle's size adds what it says of the scale where no length is given by hand.
Result<GroundSetting> setting_around_vehicle(const RunContext& context, const VehicleParams& params);

struct VehicleOnGround {
  CameraFit fit;
  GroundFrame ground;
  StandingVehicle vehicle;
};

/// Errors: kNotApplicable where the marks give no camera or no place of the vehicle, or where they are off a vehicle of
/// this size by more than a fifth of its wheelbase.
Result<VehicleOnGround> vehicle_on_ground(const GroundSetting& setting, const VehicleParams& params, const Job& job);

}  // namespace spoor

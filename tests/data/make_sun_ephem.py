#!/usr/bin/python3
"""Makes sun_ephem.csv: where the sun stands by python3-ephem (XEphem, VSOP87), independent of ERFA.

    tests/data/make_sun_ephem.py > tests/data/sun_ephem.csv

Topocentric, airless (pressure 0), height 0. Places and instants are drawn with a fixed seed: the whole globe, the dates
1950 to 2050, and by hand the poles' days and nights. Rise and set are those of ephem's next_rising and next_setting with
the horizon at -0:50 and no air.
"""
import math
import random

import ephem

random.seed(20261125)
rows = []


def sun(lat, lon, when):
    o = ephem.Observer()
    o.lat, o.lon = str(lat), str(lon)
    o.pressure, o.elevation = 0, 0
    o.date = when
    s = ephem.Sun(o)
    return math.degrees(s.az), math.degrees(s.alt)


for i in range(240):
    lat = round(math.degrees(math.asin(random.uniform(-1, 1))), 3)
    lon = round(random.uniform(-180, 180), 3)
    rows.append((lat, lon, random.uniform(ephem.Date((1950, 1, 1)), ephem.Date((2051, 1, 1)))))
for lat in (-89.5, -77.85, -69.0, 69.6492, 78.22, 89.5):
    for month in (6, 12):
        for hour in (0, 6, 12, 18):
            rows.append((lat, 18.9553, float(ephem.Date((2021, month, 21, hour, 30, 0)))))

print("utc,latitude_deg,longitude_deg,azimuth_deg,elevation_deg")
for lat, lon, when in rows:
    y, mo, d, h, mi, s = ephem.Date(when).tuple()
    s = int(s)
    az, alt = sun(lat, lon, ephem.Date((y, mo, d, h, mi, s)))
    print(f"{y:04d}-{mo:02d}-{d:02d}T{h:02d}:{mi:02d}:{s:02d}Z,{lat},{lon},{az:.5f},{alt:.5f}")

/* What the lane steps over. */
#ifndef DDBS_LANE_SKIP_H
#define DDBS_LANE_SKIP_H

#include "lane.h"

/* Any JSON value; so many of JSON's levels, counted from the record on, stand around it. */
const char *ddbs_lane_skip(struct lane *lane, const char *at, size_t around);

#endif

/* Images on the lane. */
#ifndef DDBS_LANE_IMAGE_H
#define DDBS_LANE_IMAGE_H

#include "lane.h"

/* An image, as far as it is selected. */
const char *ddbs_lane_image(struct lane *lane, const char *at, const struct selection *selection,
                            ddbstream_image *image);

#endif

import { z } from "@hono/zod-openapi";

import { givenId } from "#platform/http/id-of";

/** Body of `PUT /v1/numbers/{id}/profile/picture`. */
export const ProfilePictureBody = z
  .strictObject({ media_id: givenId("media") })
  .openapi("ProfilePictureBody");
export type ProfilePictureBody = z.infer<typeof ProfilePictureBody>;

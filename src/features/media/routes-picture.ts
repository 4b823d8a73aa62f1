import { createRoute, z } from "@hono/zod-openapi";

import { ProfilePictureBody } from "#features/media/schemas-picture";
import { setProfilePicture } from "#features/media/set-profile-picture";
import { ProfileView } from "#features/numbers/index";
import { json, refusals } from "#platform/http/contract";
import { givenId } from "#platform/http/id-of";
import { newRouter } from "#platform/http/router";

const put = createRoute({
  method: "put",
  path: "/numbers/{id}/profile/picture",
  operationId: "setNumberProfilePicture",
  summary: "Show a picture on a number's profile",
  description:
    "A JPEG or PNG that was uploaded by `POST /v1/media`: Meta is given it, and then shows it. Requires `numbers:write`.",
  tags: ["Numbers"],
  security: [{ bearer: [] }],
  request: {
    params: z.object({ id: givenId("number") }),
    body: { required: true, ...json(ProfilePictureBody) },
  },
  responses: {
    200: { description: "The profile as it is now", ...json(ProfileView) },
    ...refusals(
      "invalid_request",
      "not_found",
      "invalid_state",
      "unsupported_media",
      "media_unavailable",
      "number_needs_reauth",
      "meta_refused",
      "meta_error",
    ),
  },
});

export const profilePictureRoutes = newRouter().openapi(put, async (c) =>
  c.json(await setProfilePicture(c.var.ctx, c.req.valid("param").id, c.req.valid("json")), 200),
);

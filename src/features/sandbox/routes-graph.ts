import { serveGraph } from "#features/sandbox/serve-graph";
import { withControl } from "#platform/control-ready";
import { newRouter } from "#platform/http/router";

const router = newRouter();
router.use("/graph/*", withControl);

/**
 * `/graph/<version>/…`: Meta's own API, as the sandbox plays it. It is described by Meta and not by our contract; whoever calls
 * it has the token of a number and no other credential.
 */
export const sandboxGraphRoutes = router.on(["GET", "POST", "DELETE"], "/graph/*", (c) =>
  serveGraph(c.env, c.req.raw, c.var.requestId),
);

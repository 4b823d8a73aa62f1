import { requestId } from "hono/request-id";

import { authenticate } from "#platform/http/authenticate";
import { onError } from "#platform/http/problem";
import { newRouter } from "#platform/http/router";

export const app = newRouter();
app.onError(onError);
app.use(requestId());

const v1 = newRouter();
v1.use(authenticate);

export const routes = app.route("/v1", v1);
export type AppType = typeof routes;

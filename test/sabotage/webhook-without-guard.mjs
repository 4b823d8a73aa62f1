export const fault = {
  promise: "No webhook is posted to a URL that is not allowed, whenever it was given.",
  edits: [
    {
      file: "src/features/webhooks/post-webhook.ts",
      find: "if (webhookUrlFault(post.url, { publicUrl, allowsLoopback }) !== null)",
      put: "if (post.url === publicUrl && allowsLoopback)",
    },
  ],
  red: [
    {
      tests: "test/features/webhooks/post-webhook.test.ts",
      named: "is not made to a URL that is not allowed any more",
      says: "url_not_allowed",
    },
  ],
};

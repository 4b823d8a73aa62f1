/** What the build makes of `icon-names.ts` and Lucide: the shapes that each icon consists of, by its name. */
declare module "virtual:icons" {
  type Tag = "path" | "circle" | "rect" | "ellipse";
  type Shape = readonly [tag: Tag, attributes: Readonly<Record<string, string>>];
  export const shapesOf: Readonly<Record<string, readonly Shape[]>>;
}

/** A JSON schema of the document, as far as an example is read from it. */
export interface Exampled {
  readonly $ref?: string;
  readonly example?: unknown;
  readonly enum?: readonly unknown[];
  readonly default?: unknown;
  readonly type?: string | readonly string[];
  readonly minimum?: number;
  readonly properties?: Readonly<Record<string, Exampled>>;
  readonly required?: readonly string[];
  readonly items?: Exampled;
  readonly anyOf?: readonly Exampled[];
  readonly oneOf?: readonly Exampled[];
}

/** The document's named schemas. */
type Named = Readonly<Record<string, Exampled>>;

/**
 * The value that a schema gives as an example, put together from those of its members: the required ones, or the first one
 * where none is required. A schema that refers to itself needs an example of its own.
 */
export function exampleOf(given: Exampled, named: Named): unknown {
  const schema = resolve(given, named);
  const said = [schema.example, schema.enum?.[0], schema.default].find((v) => v !== undefined);
  if (said !== undefined) return said;
  const [variant] = schema.oneOf ?? schema.anyOf ?? [];
  return variant === undefined ? exampleByType(schema, named) : exampleOf(variant, named);
}

function exampleByType(schema: Exampled, named: Named): unknown {
  const [type = "string"] = [schema.type ?? "string"].flat();
  switch (type) {
    case "object":
      return exampleObject(schema, named);
    case "array":
      return schema.items === undefined ? [] : [exampleOf(schema.items, named)];
    case "integer":
    case "number":
      return schema.minimum ?? 1;
    case "boolean":
      return true;
    default:
      return "text";
  }
}

function exampleObject({ properties = {}, required = [] }: Exampled, named: Named): unknown {
  const names = required.length > 0 ? required : Object.keys(properties).slice(0, 1);
  return Object.fromEntries(names.map((name) => [name, exampleOf(properties[name] ?? {}, named)]));
}

function resolve(schema: Exampled, named: Named): Exampled {
  const target = schema.$ref && named[schema.$ref.slice("#/components/schemas/".length)];
  return target ? resolve(target, named) : schema;
}

import { useId, type ComponentProps, type ReactNode } from "react";

/** One of several ways, with what it means; what it asks for stands inside it once it is chosen. */
export function Choice({
  title,
  text,
  children,
  ...input
}: Omit<ComponentProps<"input">, "children" | "type" | "title"> & {
  title: string;
  text?: string | undefined;
  children?: ReactNode;
}) {
  const id = useId();
  const hasText = text !== undefined && text !== "";
  return (
    <div className="rounded-xl border border-line has-[>div>input:checked]:border-accent has-[>div>input:checked]:bg-accent-soft">
      <div className="relative flex gap-3 p-3">
        <input
          {...input}
          aria-describedby={hasText ? `${id}-text` : undefined}
          className="relative z-10 mt-0.5 size-4 shrink-0 accent-accent"
          id={id}
          type="radio"
        />
        <div className="grid grow gap-0.5 text-sm">
          {/* The whole of it can be pressed. */}
          <label className="cursor-pointer font-medium after:absolute after:inset-0" htmlFor={id}>
            {title}
          </label>
          {hasText && (
            <span className="text-xs text-ink-2" id={`${id}-text`}>
              {text}
            </span>
          )}
        </div>
      </div>
      {children && <div className="px-3 pb-3 sm:pl-10">{children}</div>}
    </div>
  );
}

import { createLink, type LinkComponent } from "@tanstack/react-router";
import type { ComponentProps } from "react";

import { buttonLook, type ButtonLook } from "./button.tsx";
import { cx } from "./cx.ts";
import { Icon, type IconName } from "./icon.tsx";

interface LookProps extends ComponentProps<"a"> {
  readonly look?: ButtonLook;
  readonly icon?: IconName;
}

function Anchor({ look = "plain", icon, className, children, ...rest }: LookProps) {
  return (
    <a {...rest} className={cx(buttonLook(look), className)}>
      {icon && <Icon name={icon} />}
      {children}
    </a>
  );
}

/** A place to go to that stands among buttons and looks like one. */
export const LinkButton: LinkComponent<typeof Anchor> = createLink(Anchor);

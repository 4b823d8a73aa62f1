import { useState, type SubmitEvent } from "react";

import { Button } from "./button.tsx";
import { Field, TextInput } from "./field.tsx";
import type { IconName } from "./icon.tsx";

/** An act that cannot be taken back: the person types what it is about, so that no stray press does it. */
export function ConfirmCount({
  wanted,
  label,
  wrong,
  act,
  icon,
  isBusy,
  onConfirm,
}: {
  /** What has to be typed; spaces, points and commas do not matter. */
  wanted: string;
  label: string;
  /** What is said when something else was typed. */
  wrong: string;
  act: string;
  icon: IconName;
  isBusy: boolean;
  onConfirm: () => void;
}) {
  const [typed, setTyped] = useState("");
  const [isWrong, setWrong] = useState(false);
  const bare = (text: string) => text.replaceAll(/[\s.,'’]/g, "");
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (bare(typed) === bare(wanted)) onConfirm();
    else setWrong(true);
  };
  return (
    <form className="grid gap-3 sm:max-w-sm" noValidate onSubmit={submit}>
      <Field error={isWrong ? wrong : undefined} label={label}>
        {(attributes) => (
          <TextInput
            {...attributes}
            autoComplete="off"
            inputMode="numeric"
            onChange={(event) => {
              setTyped(event.target.value);
              setWrong(false);
            }}
            value={typed}
          />
        )}
      </Field>
      <Button busy={isBusy} className="w-fit" icon={icon} look="primary" type="submit">
        {act}
      </Button>
    </form>
  );
}

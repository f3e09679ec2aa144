import { Button, Field, makeStyles, Radio, RadioGroup, tokens } from "@fluentui/react-components";
import type { ReactNode } from "react";
import type { PaneKey } from "../../i18n/pane-texts";
import { LOCALES, THEME_CHOICES, type Settings } from "../model/settings";
import { GuideSteps } from "./GuideSteps";
import type { MenuDialog } from "./PaneMenu";
import { useTexts } from "./pane-context";
import { PaneDialog } from "./PaneDialog";

const useStyles = makeStyles({
  text: { margin: 0 },
  keys: { display: "grid", gridTemplateColumns: "auto 1fr", columnGap: "12px", rowGap: "8px", margin: 0, "& dt": { margin: 0 }, "& dd": { margin: 0 } },
  key: { fontFamily: "inherit", fontSize: tokens.fontSizeBase200, border: `1px solid ${tokens.colorNeutralStroke1}`, borderRadius: tokens.borderRadiusSmall, padding: "0 5px", whiteSpace: "nowrap" },
});

const SHORTCUTS: readonly (readonly [keys: readonly string[], text: PaneKey])[] = [
  [["F6"], "shortcuts.f6"],
  [["Tab"], "shortcuts.tab"],
  [["↑", "↓", "←", "→"], "shortcuts.arrows"],
  [["Enter"], "shortcuts.enter"],
  [["F8", "Shift+F8"], "shortcuts.f8"],
  [["Home", "End"], "shortcuts.home"],
  [["Esc"], "shortcuts.escape"],
];

/** The dialogs that the menu opens. */
export function MenuDialogs({ open, settings, onSettings, onClose }: { readonly open: MenuDialog | null; readonly settings: Settings; readonly onSettings: (change: Partial<Settings>) => void; readonly onClose: () => void }): ReactNode {
  const styles = useStyles();
  const texts = useTexts();
  const close = (
    <Button appearance="primary" onClick={onClose} data-testid="dialog-close">
      {texts.say("action.close")}
    </Button>
  );
  switch (open) {
    case null:
      return null;
    case "guide":
      return (
        <PaneDialog title={texts.say("guide.title")} onClose={onClose} actions={close} testId="dialog-guide">
          <GuideSteps />
        </PaneDialog>
      );
    case "settings":
      return (
        <PaneDialog title={texts.say("menu.settings")} onClose={onClose} actions={close} testId="dialog-settings">
          <Field label={texts.say("menu.language")}>
            <RadioGroup layout="horizontal" value={settings.locale} onChange={(_, { value }) => onSettings({ locale: value === "en-US" ? "en-US" : "zh-CN" })}>
              {LOCALES.map((locale) => (
                <Radio key={locale} value={locale} label={texts.say(`menu.language.${locale}`)} data-testid={`language-${locale}`} />
              ))}
            </RadioGroup>
          </Field>
          <Field label={texts.say("menu.theme")}>
            <RadioGroup value={settings.theme} onChange={(_, { value }) => onSettings({ theme: THEME_CHOICES.find((theme) => theme === value) ?? "system" })}>
              {THEME_CHOICES.map((theme) => (
                <Radio key={theme} value={theme} label={texts.say(`menu.theme.${theme}`)} data-testid={`theme-${theme}`} />
              ))}
            </RadioGroup>
          </Field>
        </PaneDialog>
      );
    case "shortcuts":
      return (
        <PaneDialog title={texts.say("shortcuts.title")} onClose={onClose} actions={close} testId="dialog-shortcuts">
          <dl className={styles.keys}>
            {SHORTCUTS.flatMap(([keys, text]) => [
              <dt key={`${text}-keys`}>
                {keys.map((key) => (
                  <kbd key={key} className={styles.key}>
                    {key}
                  </kbd>
                ))}
              </dt>,
              <dd key={text}>{texts.say(text)}</dd>,
            ])}
          </dl>
        </PaneDialog>
      );
    case "about":
      return (
        <PaneDialog title={texts.say("about.title")} onClose={onClose} actions={close} testId="dialog-about">
          <p className={styles.text}>{texts.say("about.text")}</p>
          <p className={styles.text}>{texts.say("about.license")}</p>
        </PaneDialog>
      );
  }
}

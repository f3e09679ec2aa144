import {
  makeStyles,
  Menu,
  MenuDivider,
  MenuGroup,
  MenuGroupHeader,
  MenuItem,
  MenuItemRadio,
  MenuList,
  MenuPopover,
  MenuTrigger,
  mergeClasses,
  SplitButton,
  Text,
  tokens,
  Toolbar,
  ToolbarButton,
  ToolbarDivider,
  Tooltip,
  type MenuButtonProps,
} from "@fluentui/react-components";
import { ArrowRedoRegular, ArrowUndoRegular, FolderOpenRegular, MailMultipleRegular, PanelRightContractRegular, PanelRightExpandRegular, SaveRegular, SettingsRegular } from "@fluentui/react-icons";
import { useRef, type ReactElement, type Ref } from "react";
import type { Locale } from "../i18n/texts";
import type { Workbench } from "./create-workbench";
import { THEME_CHOICES, type ThemeChoice } from "../ui/model/settings";
import type { WorkbenchState } from "./workbench-state";

const useStyles = makeStyles({
  bar: { display: "flex", alignItems: "center", gap: "8px", padding: "4px 8px", borderBottom: `1px solid ${tokens.colorNeutralStroke2}`, backgroundColor: tokens.colorNeutralBackground2, flexShrink: 0 },
  title: { flexGrow: 1, minWidth: 0, textAlign: "center", overflow: "hidden", textOverflow: "ellipsis", whiteSpace: "nowrap" },
  dirty: { color: tokens.colorPaletteMarigoldForeground2, marginRight: "6px" },
  file: { display: "none" },
});

const LANGUAGES: readonly { readonly value: Locale; readonly label: string }[] = [
  { value: "zh-CN", label: "简体中文" },
  { value: "en-US", label: "English" },
];

type Props = { readonly workbench: Workbench; readonly state: WorkbenchState; readonly paneOpen: boolean; readonly onTogglePane: () => void; readonly onOffice: () => void; readonly ref: Ref<HTMLElement> };

/** Open, save, undo, redo; the workbook's name; settings and the pane. */
export function WorkbenchToolbar({ workbench, state, paneOpen, onTogglePane, onOffice, ref }: Props): ReactElement {
  const styles = useStyles();
  const input = useRef<HTMLInputElement>(null);
  const { say } = workbench.texts();
  const { workbook, settings } = state;
  const choose = (): void => input.current?.click();
  const paneLabel = say(paneOpen ? "workbench.pane-hide" : "workbench.pane-show");
  return (
    <header ref={ref} className={styles.bar} aria-label={say("workbench.title")}>
      <input
        ref={input}
        id="workbench-file"
        className={styles.file}
        type="file"
        data-testid="open-file"
        aria-hidden="true"
        tabIndex={-1}
        accept=".xlsx,.xlsm,.xls,.xltx,.xltm"
        onChange={(event) => {
          workbench.openFiles([...(event.target.files ?? [])]);
          // The same file again is a choice too.
          event.target.value = "";
        }}
      />
      <Menu positioning="below-end">
        <MenuTrigger disableButtonEnhancement>
          {(trigger: MenuButtonProps) => (
            <SplitButton
              appearance={workbook ? "subtle" : "primary"}
              icon={<FolderOpenRegular />}
              menuButton={{ ...trigger, "aria-label": say("workbench.samples") }}
              primaryActionButton={{ onClick: choose, title: say("workbench.open-hint") }}
              data-testid="open"
            >
              {say("workbench.open")}
            </SplitButton>
          )}
        </MenuTrigger>
        <MenuPopover>
          <MenuList>
            <MenuItem onClick={() => workbench.openSample()} data-testid="open-sample">
              {say("workbench.sample-bureau")}
            </MenuItem>
            {state.recent.length > 0 ? (
              <MenuGroup>
                <MenuDivider />
                <MenuGroupHeader>{say("workbench.recent")}</MenuGroupHeader>
                {state.recent.map((name) => (
                  <MenuItem key={name} onClick={choose}>
                    {name}
                  </MenuItem>
                ))}
              </MenuGroup>
            ) : null}
          </MenuList>
        </MenuPopover>
      </Menu>
      <Toolbar aria-label={say("workbench.toolbar")} size="small">
        <Tooltip content={`${say("workbench.save-hint", { extension: workbook?.extension ?? ".xlsx" })} (Ctrl+S)`} relationship="description">
          <ToolbarButton icon={<SaveRegular />} disabled={!workbook} onClick={() => workbench.save()} data-testid="save">
            {say("workbench.save")}
          </ToolbarButton>
        </Tooltip>
        <ToolbarButton icon={<MailMultipleRegular />} onClick={onOffice} data-testid="open-office">
          {say("office.open")}
        </ToolbarButton>
        <ToolbarDivider />
        <Tooltip content={`${say("workbench.undo")} (Ctrl+Z)`} relationship="label">
          <ToolbarButton icon={<ArrowUndoRegular />} disabled={!workbook?.canUndo} onClick={() => workbench.undo()} data-testid="undo" />
        </Tooltip>
        <Tooltip content={`${say("workbench.redo")} (Ctrl+Y)`} relationship="label">
          <ToolbarButton icon={<ArrowRedoRegular />} disabled={!workbook?.canRedo} onClick={() => workbench.redo()} data-testid="redo" />
        </Tooltip>
      </Toolbar>
      <div className={styles.title} data-testid="workbook-name">
        {workbook?.dirty ? (
          <span className={styles.dirty} role="img" aria-label={say("workbench.dirty")} title={say("workbench.dirty")} data-testid="dirty">
            ●
          </span>
        ) : null}
        <Text weight="semibold" title={workbook?.name}>
          {workbook?.name ?? say("workbench.title")}
        </Text>
      </div>
      <Menu
        positioning="below-end"
        checkedValues={{ locale: [settings.locale], theme: [settings.theme] }}
        onCheckedValueChange={(_event, { name, checkedItems }) => {
          const value = checkedItems[0];
          if (value !== undefined) workbench.setSettings({ ...settings, ...(name === "locale" ? { locale: value as Locale } : { theme: value as ThemeChoice }) });
        }}
      >
        <MenuTrigger disableButtonEnhancement>
          <Tooltip content={say("workbench.settings")} relationship="label">
            <ToolbarButton icon={<SettingsRegular />} data-testid="settings" />
          </Tooltip>
        </MenuTrigger>
        <MenuPopover>
          <MenuList>
            <MenuGroup>
              <MenuGroupHeader>{say("workbench.language")}</MenuGroupHeader>
              {LANGUAGES.map(({ value, label }) => (
                <MenuItemRadio key={value} name="locale" value={value} data-testid={`locale-${value}`}>
                  {label}
                </MenuItemRadio>
              ))}
            </MenuGroup>
            <MenuDivider />
            <MenuGroup>
              <MenuGroupHeader>{say("workbench.theme")}</MenuGroupHeader>
              {THEME_CHOICES.map((theme) => (
                <MenuItemRadio key={theme} name="theme" value={theme} data-testid={`theme-${theme}`}>
                  {say(`workbench.theme-${theme}`)}
                </MenuItemRadio>
              ))}
            </MenuGroup>
          </MenuList>
        </MenuPopover>
      </Menu>
      <Tooltip content={paneLabel} relationship="label">
        <ToolbarButton
          className={mergeClasses("pane-toggle")}
          icon={paneOpen ? <PanelRightContractRegular /> : <PanelRightExpandRegular />}
          aria-expanded={paneOpen}
          onClick={onTogglePane}
          data-testid="toggle-pane"
        />
      </Tooltip>
    </header>
  );
}

import { Button, Menu, MenuDivider, MenuItem, MenuItemLink, MenuList, MenuPopover, MenuTrigger, type MenuProps } from "@fluentui/react-components";
import { ArrowUndoRegular } from "@fluentui/react-icons/svg/arrow-undo";
import { InfoRegular } from "@fluentui/react-icons/svg/info";
import { KeyboardRegular } from "@fluentui/react-icons/svg/keyboard";
import { LocalLanguageRegular } from "@fluentui/react-icons/svg/local-language";
import { MailMultipleRegular } from "@fluentui/react-icons/svg/mail-multiple";
import { MoreHorizontalRegular } from "@fluentui/react-icons/svg/more-horizontal";
import { QuestionRegular } from "@fluentui/react-icons/svg/question";
import { TableRegular } from "@fluentui/react-icons/svg/table";
import type { ReactNode } from "react";
import { useTexts } from "./pane-context";

export type MenuDialog = "guide" | "settings" | "shortcuts" | "about";

/** The menu's button: where the focus goes when what had it is gone. */
export const MENU_ID = "pane-menu";

const positioning: MenuProps["positioning"] = { position: "below", align: "end", autoSize: true };

/** What is not part of a step. `undo`: how to take the last write back, `null` where no workbook is open. */
export function PaneMenu({ undo, onDialog, onSample }: { readonly undo: { readonly label: string; readonly note: string | null; readonly run: (() => void) | null } | null; readonly onDialog: (dialog: MenuDialog) => void; readonly onSample: (() => void) | null }): ReactNode {
  const texts = useTexts();
  return (
    <Menu positioning={positioning}>
      <MenuTrigger disableButtonEnhancement>
        <Button id={MENU_ID} appearance="subtle" icon={<MoreHorizontalRegular />} aria-label={texts.say("menu.open")} data-testid="menu" />
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          {undo && (
            <MenuItem icon={<ArrowUndoRegular />} disabled={undo.run === null} subText={undo.note ?? undefined} onClick={() => undo.run?.()} data-testid="menu-undo">
              {undo.label}
            </MenuItem>
          )}
          {undo && <MenuDivider />}
          <MenuItem icon={<QuestionRegular />} onClick={() => onDialog("guide")} data-testid="menu-guide">
            {texts.say("menu.guide")}
          </MenuItem>
          {onSample && (
            <MenuItem icon={<TableRegular />} onClick={onSample} data-testid="menu-sample">
              {texts.say("menu.sample")}
            </MenuItem>
          )}
          <MenuItemLink icon={<MailMultipleRegular />} href="index.html?office" target="_blank" rel="noopener" data-testid="menu-office">
            {texts.say("menu.office")}
          </MenuItemLink>
          <MenuItem icon={<LocalLanguageRegular />} onClick={() => onDialog("settings")} data-testid="menu-settings">
            {texts.say("menu.settings")}
          </MenuItem>
          <MenuItem icon={<KeyboardRegular />} onClick={() => onDialog("shortcuts")} data-testid="menu-shortcuts">
            {texts.say("menu.shortcuts")}
          </MenuItem>
          <MenuItem icon={<InfoRegular />} onClick={() => onDialog("about")} data-testid="menu-about">
            {texts.say("menu.about")}
          </MenuItem>
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}

import { Field, Input, makeStyles, tokens } from "@fluentui/react-components";
import { ArchiveRegular } from "@fluentui/react-icons/svg/archive";
import { useEffect, useState, type ReactNode } from "react";
import type { ArchivePreviewView } from "../../app/session/session";
import { isOutdated } from "../model/pane-model";
import { FindingNotes } from "../plan/FindingNotes";
import { OutcomeCard } from "../plan/OutcomeCard";
import { LedgerSection } from "../ledger/LedgerSection";
import { EmptyState } from "../shell/EmptyState";
import { LoadingLines } from "../shell/LoadingLines";
import { usePane, useTexts } from "../shell/pane-context";
import { StepFrame } from "../shell/StepFrame";
import { useFollow } from "../shell/use-follow";
import { Digest } from "./Digest";
import { VerifySection } from "./VerifySection";
import { HostNotes } from "../plan/HostNotes";

/** After the last key: the name is part of what is archived. */
const TYPING_MS = 500;

const useStyles = makeStyles({
  title: { margin: 0, fontSize: tokens.fontSizeBase300, fontWeight: tokens.fontWeightSemibold },
  facts: { display: "grid", gridTemplateColumns: "auto 1fr", columnGap: "12px", rowGap: "4px", margin: 0, "& dt": { color: tokens.colorNeutralForeground2 }, "& dd": { margin: 0, overflowWrap: "anywhere" } },
  note: { margin: 0, fontSize: tokens.fontSizeBase200, color: tokens.colorNeutralForeground2 },
});

/** ⑤ Keep the ranking as final, and see whether what was kept is still the same. (PN-50 to PN-52) */
export function ArchiveStep(): ReactNode {
  const styles = useStyles();
  const { texts, state, model } = usePane();
  const [signer, setSigner] = useState("");
  const { archive, recognition, standing, verification } = state;
  const outcome = state.outcomes.archive;
  const ready = recognition !== null && state.work === null && state.problem === null;
  const wanted = ready && standing?.ranked === true && outcome === undefined && archive?.signer !== signer;
  const typing = archive !== null;
  useEffect(() => {
    if (!wanted) return undefined;
    const timer = setTimeout(() => void model.previewArchive(signer), typing ? TYPING_MS : 0);
    return () => clearTimeout(timer);
  }, [wanted, typing, signer, model]);
  const verify = ready && !wanted && verification === null && (standing?.archives ?? 0) > 0;
  useEffect(() => {
    if (verify) void model.verify({});
  }, [verify, model]);
  useFollow(archive !== null && isOutdated(state, archive), () => model.previewArchive(signer));
  useFollow(archive === null && verification !== null && isOutdated(state, verification), () => model.verify({}));
  const ledger = standing?.scored === true && <LedgerSection />;
  const verifying = (standing?.archives ?? 0) > 0 && <VerifySection verification={verification?.view ?? null} />;
  if (outcome) {
    return (
      <StepFrame step="archive" primary={null}>
        <OutcomeCard outcome={outcome}>{outcome.sheetName !== null && texts.say("archive.done", { sheet: outcome.sheetName })}</OutcomeCard>
        {outcome.digest !== null && (
          <>
            <h3 className={styles.title}>{texts.say("archive.digest")}</h3>
            <Digest digest={outcome.digest} />
          </>
        )}
        <p data-testid="save-hint">{texts.say("archive.save")}</p>
        {verifying}
        {ledger}
      </StepFrame>
    );
  }
  if (standing?.ranked !== true) {
    return (
      <StepFrame step="archive" primary={{ label: texts.say("archive.go-score"), onClick: () => model.goTo("score"), testId: "to-score" }}>
        <EmptyState icon={<ArchiveRegular />} title={texts.say("archive.not-ranked.title")} text={texts.say("archive.not-ranked.text")} testId="not-ranked" />
        {verifying}
        {ledger}
      </StepFrame>
    );
  }
  const current = archive !== null && !isOutdated(state, archive) && archive.signer === signer;
  return (
    <StepFrame step="archive" primary={{ label: texts.say("archive.apply"), onClick: () => void model.apply("archive"), disabled: !current || archive.view.empty, testId: "apply-archive" }}>
      <h3 className={styles.title}>{texts.say("archive.new")}</h3>
      <Field label={texts.say("archive.signer")} hint={texts.say("archive.signer.hint")}>
        <Input value={signer} onChange={(_, { value }) => setSigner(value)} data-testid="signer" />
      </Field>
      {archive ? <ArchiveFacts view={archive.view} /> : state.work ? <LoadingLines label={texts.say("work.archive")} /> : null}
      {verifying}
      {ledger}
    </StepFrame>
  );
}

function ArchiveFacts({ view }: { readonly view: ArchivePreviewView }): ReactNode {
  const styles = useStyles();
  const texts = useTexts();
  return (
    <>
      <FindingNotes findings={view.findings} />
      {!view.empty && (
        <>
          <dl className={styles.facts} data-testid="archive-facts">
            {view.sheetName !== null && (
              <>
                <dt>{texts.say("archive.sheet")}</dt>
                <dd>{view.sheetName}</dd>
              </>
            )}
            <dt>{texts.say("archive.contents")}</dt>
            <dd>
              {texts.say("archive.contents.words", { pools: texts.count(view.pools), subjects: texts.count(view.subjects) })}
              {view.accepted > 0 && <span data-testid="archive-accepted">{texts.say("archive.contents.accepted", { count: texts.count(view.accepted) })}</span>}
            </dd>
          </dl>
          {view.digest !== null && (
            <>
              <p className={styles.note}>{texts.say("archive.digest.preview")}</p>
              <Digest digest={view.digest} />
            </>
          )}
          <HostNotes preview={view} />
        </>
      )}
    </>
  );
}

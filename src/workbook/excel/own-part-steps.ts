import type { Outline } from "./outline";
import { beatText } from "./journal";
import { BEAT_NAMESPACE, furtherNamespace, JOURNAL_NAMESPACE, partXml, RECORD_NAMESPACE } from "./own-parts";
import { bytesOf } from "./payload";
import { SMALL_STEP_BYTES, smallStep, type Step } from "./steps";

function partStep(id: string | null, xml: string | null): Step {
  return smallStep((context) => {
    const { customXmlParts } = context.workbook;
    if (id === null) {
      if (xml !== null) customXmlParts.add(xml);
    } else if (xml === null) customXmlParts.getItem(id).delete();
    else customXmlParts.getItem(id).setXml(xml);
  }, bytesOf(xml) + 400);
}

/** Writes the record, or takes it away. `id`: the part that holds it now. */
export function recordStep(id: string | null, record: string | null): Step {
  return partStep(id, record === null ? null : partXml("record", RECORD_NAMESPACE, record));
}

/** Puts the record's part back as it was. */
export function recordXmlStep(id: string | null, xml: string | null): Step {
  return partStep(id, xml);
}

/**
 * Steps that mark the workbook as being changed. The first part of the journal makes it hold, so it comes last, together with what has
 * to be done at once with it (`lifting`, before it). What another journal left behind of its further parts goes.
 */
export function journalSteps({ journalPart, furtherParts }: Outline, [first = "", ...further]: readonly string[], lifting: readonly Step[]): readonly Step[] {
  const begin = [...lifting, partStep(journalPart, partXml("journal", JOURNAL_NAMESPACE, first))];
  return [
    ...(furtherParts.length > 0 ? [{ ...deletePartsStep(furtherParts), isMark: true }] : []),
    ...further.map((text, index) => ({ ...partStep(null, partXml("journal", furtherNamespace(index + 1), text)), isMark: true })),
    smallStep(
      (context) => {
        for (const step of begin) step.queue(context);
      },
      begin.reduce((sum, { bytes }) => sum + bytes, 0),
    ),
  ];
}

/** Takes parts away. */
export function deletePartsStep(ids: readonly string[]): Step {
  return smallStep((context) => {
    for (const id of ids) context.workbook.customXmlParts.getItem(id).delete();
  }, SMALL_STEP_BYTES * ids.length);
}

/** The sign of life of an apply that takes several requests. */
export type Beat = {
  /** To be sent with a request, once the journal stands there. */
  readonly step: () => Step;
  /** The request went out. */
  readonly sent: () => void;
  /** Whether its part was added and so has to be taken away by its namespace. */
  readonly isAdded: () => boolean;
};

/** `part`: the one that stands there already, from an apply that was interrupted. */
export function createBeat(part: string | null): Beat {
  let count = 0;
  let isAdded = false;
  let isQueued = false;
  return {
    step: () =>
      smallStep((context) => {
        const { customXmlParts } = context.workbook;
        const xml = partXml("journal", BEAT_NAMESPACE, beatText(Date.now() + ++count));
        isQueued = true;
        if (part !== null) customXmlParts.getItem(part).setXml(xml);
        else if (isAdded) customXmlParts.getByNamespace(BEAT_NAMESPACE).getOnlyItem().setXml(xml);
        else customXmlParts.add(xml);
      }),
    sent() {
      isAdded ||= part === null;
      isQueued = false;
    },
    // The step that asks stands in the same request, behind the beat.
    isAdded: () => part === null && (isAdded || isQueued),
  };
}

/**
 * Takes the mark away, its first part first: without it the others mean nothing. `further`: how many more parts were written, or their
 * ids. Those written are found by their namespaces: the request that added them told nobody their ids.
 */
export function journalEndStep(further: number | readonly string[], beat: Beat): Step {
  const count = typeof further === "number" ? further : further.length;
  return smallStep(
    (context) => {
      const { customXmlParts } = context.workbook;
      const drop = (namespace: string): void => customXmlParts.getByNamespace(namespace).getOnlyItem().delete();
      drop(JOURNAL_NAMESPACE);
      if (beat.isAdded()) drop(BEAT_NAMESPACE);
      if (typeof further === "number") for (let index = 1; index <= further; index++) drop(furtherNamespace(index));
      else deletePartsStep(further).queue(context);
    },
    SMALL_STEP_BYTES * (2 + count),
  );
}

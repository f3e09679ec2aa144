import { JOURNAL_NAMESPACE, partXml, RECORD_NAMESPACE } from "./own-parts";
import { bytesOf } from "./payload";
import { smallStep, type Step } from "./steps";

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

/** Marks the workbook as being changed. */
export function journalStep(id: string | null, text: string): Step {
  return partStep(id, partXml("journal", JOURNAL_NAMESPACE, text));
}

/** Takes the mark away. Its part is found by its namespace: the request that added it told nobody its id. */
export function journalEndStep(): Step {
  return smallStep((context) => context.workbook.customXmlParts.getByNamespace(JOURNAL_NAMESPACE).getOnlyItem().delete());
}

import type { Approval } from '../model/phone-records.ts'
import type { Company } from '../model/company.ts'
import { isoOf } from '../time.ts'
import { waitingFor } from '../model/approving.ts'

/** Older ones are in the list of all approvals. */
const shownDecided = 20

/** The approval app of a member: what waits for him, what he decided, what he asked for; the newest first. */
export function formsOf(company: Company, userid: string) {
  const forms = [...company.approvals.values()].reverse()
  const waiting = forms.filter((form) => waitingFor(form).includes(userid))
  const decided = forms.filter((form) =>
    form.nodes.some((node) => node.people.some((one) => one.userid === userid && one.state > 1)),
  )
  const show = (form: Approval) => formView(company, form)
  return {
    waiting: waiting.map(show),
    decided: decided.slice(0, shownDecided).map(show),
    mine: forms
      .filter((form) => form.creator === userid)
      .slice(0, shownDecided)
      .map(show),
  }
}

function formView(company: Company, form: Approval) {
  const nameOf = (id: string) => company.member(id)?.name ?? id
  return {
    spNo: form.no,
    name: form.name,
    creator: nameOf(form.creator),
    appliedAt: isoOf(form.appliedAt),
    status: form.status,
    summary: form.summary,
    nodes: form.nodes.map((node) => ({
      type: node.type,
      rel: node.rel,
      status: node.status,
      people: node.people.map((one) => ({
        name: nameOf(one.userid),
        state: one.state,
        speech: one.speech,
        at: one.at > 0 ? isoOf(one.at) : null,
      })),
    })),
    comments: form.comments.map((one) => ({ name: nameOf(one.userid), text: one.text, at: isoOf(one.at) })),
  }
}

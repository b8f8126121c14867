import * as pulumi from "@pulumi/pulumi";
import { ownerText } from "../segment/owner";

/** Who a resource of this program is. Inside a component the types around it belong to that, as they do to its URN. */
export function ownOwner(name: string, { parent }: pulumi.CustomResourceOptions): pulumi.Input<string> {
  const project = pulumi.getProject();
  const stack = pulumi.getStack();
  if (parent === undefined) return ownerText({ project, stack, name });
  return parent.urn.apply((urn) => {
    const [, , parents = STACK_TYPE] = urn.split("::");
    return ownerText(parents === STACK_TYPE ? { project, stack, name } : { project, stack, parents, name });
  });
}

const STACK_TYPE = "pulumi:pulumi:Stack";

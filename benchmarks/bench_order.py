"""The quickest order, with stop at the first failure, against the optimum for the shipped priors.

The promise: the mean number of questions is within 2 % of the optimum, worked out by dynamic
programming: gates first, and what can excuse a question before it; facts independent given their
gates; no unknown answers. Nothing is sampled, and no clock is read. The bound that the programming
gives is met by no order where criteria share facts without a gate; the optimum lies between it and
the best order known, and the promise is judged on the bound.
"""

import sys

from assistant.criteria.loader import load
from benchmarks.measuring import Promise, concluded
from benchmarks.optimum import Optimum
from benchmarks.ordering import Participants
from benchmarks.pace import by_protocol, mean_questions, quickest


def judged() -> Promise:
    """Print the figures, and return the promise."""
    participants = Participants(load())
    optimum = Optimum(participants)
    least, priced = optimum.questions(), mean_questions(participants, optimum.order)
    quick = mean_questions(participants, quickest(participants))
    print(f"protocol's order        {mean_questions(participants, by_protocol(participants)):.4f}")
    print(f"quickest order          {quick:.4f}")
    print(f"optimum                 {least:.4f} to {priced:.4f}")
    above = [100 * (quick / each - 1) for each in (priced, least)]
    print(f"above the optimum       {above[0]:.2f} to {above[1]:.2f} %")
    return Promise("mean number of questions in quickest order / optimum", quick / least, 1.02)


if __name__ == "__main__":
    sys.exit(concluded(judged()))

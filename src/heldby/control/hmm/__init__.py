"""The hidden Markov model of control: observations, their likelihoods, and forward-backward smoothing over many places at once."""

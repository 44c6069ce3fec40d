"""The hidden Markov model: observations, likelihoods, forward-backward."""

"""How alike readers read: coefficients of agreement, and where readers part."""

from sampling.agreement.alpha import alpha
from sampling.agreement.chance_corrected import ac
from sampling.agreement.kappa import kappa
from sampling.agreement.others import brennan_prediger, conger, fleiss

__all__ = ["ac", "alpha", "brennan_prediger", "conger", "fleiss", "kappa"]
